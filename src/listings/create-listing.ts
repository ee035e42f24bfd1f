import type { Queryable } from '../db/queryable.ts';
import type { ListingInput, VersionedListing } from './listing.ts';
import { toValues, toVersioned } from './listing-row.ts';
import { insertListing } from './listings.sql.ts';

/**
 * Creates a listing; its price history begins with its price.
 * @param actor who does @default the database user
 * @throws AppError `conflict` where another listing has the reference.
 */
export async function createListing(db: Queryable, input: ListingInput, actor?: string): Promise<VersionedListing> {
  return toVersioned(await insertListing(db, toValues(input), actor));
}
