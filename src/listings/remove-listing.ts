import type { Queryable } from '../db/queryable.ts';
import { type Change, staleListing } from './change-listing.ts';
import { noSuchListing, parseListingId } from './listing-id.ts';
import { deleteListing, selectListing } from './listings.sql.ts';

/**
 * Deletes a listing and its price history.
 * @throws AppError `not_found`, `stale`
 */
export async function removeListing(
  db: Queryable,
  { id, versions, actor }: Omit<Change<never>, 'input'>,
): Promise<void> {
  if (await deleteListing(db, { id: parseListingId(id), versions, actor })) return;
  const current = await selectListing(db, id);
  if (!current) throw noSuchListing(id);
  throw staleListing(current.version);
}
