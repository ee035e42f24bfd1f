import type { Database } from '../db/database.ts';
import { forgetDeliveries } from '../deliveries/webhooks/forget-deliveries.ts';
import { forgetOldImports } from '../exchange/jobs/forget-old-imports.ts';
import { forgetOldAnswers } from '../idempotency/answer-once.ts';

const chores = [forgetOldAnswers, forgetDeliveries, forgetOldImports];

/** Removes what is kept longer than it counts. Where one kind of it cannot be removed the others are all the same. */
export async function cleanUp(db: Pick<Database, 'writes'>, onFailure: (error: unknown) => void): Promise<void> {
  for (const chore of chores) await chore(db).catch(onFailure);
}
