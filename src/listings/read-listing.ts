import type { Queryable } from '../db/queryable.ts';
import type { VersionedListing } from './listing.ts';
import { noSuchListing, parseListingId } from './listing-id.ts';
import { toVersioned } from './listing-row.ts';
import { selectListing } from './listings.sql.ts';

/** @throws AppError `not_found` */
export async function readListing(db: Queryable, id: string): Promise<VersionedListing> {
  const row = await selectListing(db, parseListingId(id));
  if (!row) throw noSuchListing(id);
  return toVersioned(row);
}
