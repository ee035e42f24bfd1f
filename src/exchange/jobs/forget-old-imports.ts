import type { Database } from '../../db/database.ts';
import { deleteOldImports } from './import-jobs.sql.ts';

const keptDays = 7;

/** Removes imports that ended so long ago that nobody asks for them, and those whose body never came in whole. */
export async function forgetOldImports(db: Pick<Database, 'writes'>): Promise<void> {
  await deleteOldImports(db.writes, keptDays);
}
