import type { Queryable } from '../../db/queryable.ts';
import type { BulkTransaction, Transaction } from '../../db/session.ts';
import {
  type IdentifiedListing,
  inChunks,
  listingColumns,
  listingRows,
  olderPriceRows,
  priceColumns,
} from './copy-rows.ts';

export async function hasListings(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({ text: 'SELECT EXISTS (SELECT FROM listing) AS found' });
  return rows[0]?.found ?? false;
}

export async function hasDemoListings(db: Queryable): Promise<boolean> {
  const text = "SELECT EXISTS (SELECT FROM listing WHERE reference ~ '^demo-[0-9]{6,}$') AS found";
  const { rows } = await db.query<{ found: boolean }>({ text });
  return rows[0]?.found ?? false;
}

/** Lets the transaction state times of the past. */
export async function beginBackdating(tx: Transaction): Promise<void> {
  await tx.query({ text: 'SET LOCAL app.backdate = on' });
}

/** Ids for new listings, ascending; nobody else is given them. */
export async function reserveListingIds(tx: Transaction, count: number): Promise<number[]> {
  const { rows } = await tx.query<{ id: number }>({
    text: "SELECT nextval(pg_get_serial_sequence('listing', 'id')) AS id FROM generate_series(1, $1)",
    values: [count],
  });
  return rows.map(({ id }) => id);
}

/** The listings, each with its last price, which a trigger adds to the history. */
export async function copyListings(tx: BulkTransaction, listings: readonly IdentifiedListing[]): Promise<void> {
  await tx.copy(`COPY listing (${listingColumns.join(', ')}) FROM STDIN`, inChunks(listingRows(listings)));
}

/** The prices before the last ones; they are recorded now, since it is now that the database learns them. */
export async function copyOlderPrices(tx: BulkTransaction, listings: readonly IdentifiedListing[]): Promise<void> {
  await tx.copy(`COPY listing_price (${priceColumns.join(', ')}) FROM STDIN`, inChunks(olderPriceRows(listings)));
}

/** Tells the planner how much there is now, rather than when autovacuum comes by. */
export async function analyzeBook(db: Queryable): Promise<void> {
  await db.query({ text: 'ANALYZE listing, listing_price' });
}
