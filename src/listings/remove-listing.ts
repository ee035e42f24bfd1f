import type { Queryable } from '../db/queryable.ts';
import { staleListing } from './change-listing.ts';
import { noSuchListing, parseListingId } from './listing-id.ts';
import { deleteListing, selectListing } from './listings.sql.ts';

/**
 * Deletes a listing and its price history.
 * @throws AppError `not_found`, `stale`
 */
export async function removeListing(
  db: Queryable,
  { id, versions }: { id: string; versions: number[] | undefined },
): Promise<void> {
  if (await deleteListing(db, { id: parseListingId(id), versions })) return;
  const current = await selectListing(db, id);
  if (!current) throw noSuchListing(id);
  throw staleListing(current.version);
}
