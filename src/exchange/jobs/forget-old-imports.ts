import type { Database } from '../../db/database.ts';
import { deleteOldImports } from './import-jobs.sql.ts';

const keptDays = 7;
/** Few: each may have 10,000 refused lines, or a whole body, which go with it. */
const batch = 20;

/** Removes imports that ended so long ago that nobody asks for them, and those whose body never came in whole. */
export async function forgetOldImports({ writes }: Pick<Database, 'writes'>): Promise<void> {
  while ((await deleteOldImports(writes, keptDays, batch)) === batch);
}
