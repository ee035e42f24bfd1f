import type { Queryable } from '../db/queryable.ts';
import { parseListingId } from '../listings/listing-id.ts';
import { readListing } from '../listings/read-listing.ts';
import type { Price } from './price.ts';
import { selectPrices } from './prices.sql.ts';

/**
 * Every price of a listing, oldest first.
 * @throws AppError `not_found`
 */
export async function readPrices(db: Queryable, listingId: string): Promise<Price[]> {
  const prices = await selectPrices(db, parseListingId(listingId));
  if (prices.length === 0) await readListing(db, listingId);
  return prices;
}
