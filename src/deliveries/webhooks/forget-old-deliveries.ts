import type { Database } from '../../db/database.ts';
import { deleteOldDeliveries } from './deliveries.sql.ts';

const [keptDays, batch] = [7, 10_000];

/** Removes what ended so long ago that nobody asks for it. */
export async function forgetOldDeliveries(db: Pick<Database, 'writes'>): Promise<void> {
  while ((await deleteOldDeliveries(db.writes, keptDays, batch)) === batch);
}
