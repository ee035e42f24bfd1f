import type { Database } from '../db/database.ts';
import { forgetDeliveries } from '../deliveries/webhooks/forget-deliveries.ts';
import { forgetOldImports } from '../exchange/jobs/forget-old-imports.ts';
import { forgetOldAnswers } from '../idempotency/answer-once.ts';

const pauseMs = 600_000;
const chores = [forgetOldAnswers, forgetDeliveries, forgetOldImports];

/** Removes what is kept longer than it counts. Where one kind of it cannot be removed the others are all the same. */
export async function cleanUp(db: Pick<Database, 'writes'>, onFailure: (error: unknown) => void): Promise<void> {
  for (const chore of chores) await chore(db).catch(onFailure);
}

/**
 * Cleans up at once, since not every process lasts until the next time, and every ten minutes from then on.
 * @returns what ends it; what fails then is not told
 */
export function keepClean(db: Pick<Database, 'writes'>, onFailure: (error: unknown) => void): () => void {
  let isEnded = false;
  const clean = () =>
    void cleanUp(db, (error) => {
      if (!isEnded) onFailure(error);
    });
  clean();
  const timer = setInterval(clean, pauseMs);
  return () => {
    isEnded = true;
    clearInterval(timer);
  };
}
