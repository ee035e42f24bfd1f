import assert from 'node:assert/strict';
import type { TestDatabase } from './test-database.ts';

type Sql = Pick<TestDatabase, 'sql'>;

export type PriceRow = { effective_at: string; recorded_at: string; price_eur: number | null };

/** Every price row of a listing, in the order of its primary key. */
export async function priceRows({ sql }: Sql, id: number): Promise<PriceRow[]> {
  return await sql<PriceRow>(
    `SELECT effective_at, recorded_at, price_eur FROM listing_price WHERE listing_id = $1
     ORDER BY effective_at, recorded_at`,
    [id],
  );
}

/** The prices alone. */
export async function pricesOf(database: Sql, id: number): Promise<(number | null)[]> {
  return (await priceRows(database, id)).map(({ price_eur }) => price_eur);
}

export type State = { price: number; name: string; version: number; created_date: string; updated_date: string };

export async function stateOf({ sql }: Sql, id: number): Promise<State | undefined> {
  const text = 'SELECT price, name, version, created_date, updated_date FROM listing WHERE id = $1';
  return (await sql<State>(text, [id]))[0];
}

/**
 * Adds a price directly; null voids. `at` is SQL over the listing's columns: by default right after its last change.
 * The row is recorded after all that was stated for that instant.
 */
export async function addPrice(
  { sql }: Sql,
  [id, price]: [id: number, price: number | null],
  at = "updated_date + interval '1 ms'",
): Promise<void> {
  await sql(
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
     SELECT id, at, listing_record_time(id, at), $2
     FROM (SELECT id, (${at})::timestamptz(3) AS at FROM listing WHERE id = $1) AS stated`,
    [id, price],
  );
}

/** H3, H4 of the whole database: each listing has the price in force, and no price later than its last update. */
export async function assertInLine({ sql }: Sql): Promise<void> {
  const wrong = await sql(
    `SELECT l.id, l.price, l.updated_date, f.price_eur, f.effective_at, latest
     FROM listing AS l LEFT JOIN LATERAL listing_price_in_force(l.id) AS f ON true
       LEFT JOIN (SELECT listing_id, max(effective_at) AS latest FROM listing_price GROUP BY 1) AS p ON p.listing_id = l.id
     WHERE l.price IS DISTINCT FROM f.price_eur OR l.updated_date < latest LIMIT 10`,
  );
  assert.deepEqual(wrong, []);
}
