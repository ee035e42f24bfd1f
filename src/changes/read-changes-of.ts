import type { Queryable } from '../db/queryable.ts';
import type { Change } from './change.ts';
import { selectChangesOf } from './changes.sql.ts';
import { toChange } from './to-change.ts';

/** Which change of which listing. */
export type ChangeName = { listingId: number; version: number };

/** Changes by the listing and the version that they made, as the feed has them now; those it does not have are left out. */
export async function readChangesOf(db: Queryable, names: readonly ChangeName[]): Promise<Change[]> {
  if (names.length === 0) return [];
  const rows = await selectChangesOf(db, names);
  return rows.map(({ epoch, ...row }) => toChange(row, epoch));
}
