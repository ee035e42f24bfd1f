import type { Database } from '../../db/database.ts';
import { deleteLeftDeliveries, deleteOldDeliveries } from './deliveries.sql.ts';

const [keptDays, batch] = [7, 10_000];

/** Removes what ended so long ago that nobody asks for it, and what was to be told to webhooks that are gone. */
export async function forgetDeliveries({ writes }: Pick<Database, 'writes'>): Promise<void> {
  while ((await deleteLeftDeliveries(writes, batch)) === batch);
  while ((await deleteOldDeliveries(writes, keptDays, batch)) === batch);
}
