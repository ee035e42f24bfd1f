import type { Instant } from '../../db/values.ts';
import { copyRow } from '../copy-text.ts';
import type { DemoListing } from './book.ts';
import type { DemoPrice } from './price-path.ts';

export type IdentifiedListing = { id: number; listing: DemoListing };

/** What COPY reads of a listing, in this order; its current price is its last one. */
export const listingColumns = [
  ...['id', 'reference', 'name', 'description', 'building_type', 'street_address', 'postal_code', 'city', 'country'],
  ...['surface_area_m2', 'rooms_count', 'bedrooms_count', 'contact_phone_number'],
  ...['price', 'created_date', 'updated_date'],
];

export function* listingRows(listings: readonly IdentifiedListing[]): Generator<string> {
  for (const { id, listing } of listings) {
    const { first, last } = ends(listing);
    yield copyRow([
      ...[id, listing.reference, listing.name, listing.description, listing.building_type],
      ...[listing.street_address, listing.postal_code, listing.city, listing.country],
      ...[listing.surface_area_m2, listing.rooms_count, listing.bedrooms_count, listing.contact_phone_number],
      ...[last.eur, instant(first.at), instant(last.at)],
    ]);
  }
}

export const priceColumns = ['listing_id', 'effective_at', 'price_eur'];

/** The prices before the current ones, which the database records itself. */
export function* olderPriceRows(listings: readonly IdentifiedListing[]): Generator<string> {
  for (const { id, listing } of listings) {
    for (const { at, eur } of listing.prices.slice(0, -1)) yield copyRow([id, instant(at), eur]);
  }
}

const chunkLength = 64 * 1024;

/** Joins rows to pieces worth a write to the connection. */
export async function* inChunks(rows: Iterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += row;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function ends({ reference, prices }: DemoListing): { first: DemoPrice; last: DemoPrice } {
  const [first] = prices;
  const last = prices.at(-1);
  if (!first || !last) throw new Error(`${reference} has no price`);
  return { first, last };
}

function instant(ms: number): Instant {
  return new Date(ms).toISOString();
}
