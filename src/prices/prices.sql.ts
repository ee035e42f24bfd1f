import type { Queryable } from '../db/queryable.ts';
import type { Price } from './price.ts';

/** The prices of a listing, oldest first: of several statements about one instant the last recorded, voids left out. */
export async function selectPrices(db: Queryable, listingId: string): Promise<Price[]> {
  const { rows } = await db.query<Price>({
    name: 'select-prices',
    text: `SELECT price_eur, effective_at AS created_date
      FROM (
        SELECT price_eur, effective_at, lead(effective_at) OVER (ORDER BY effective_at, recorded_at) AS next
        FROM listing_price WHERE listing_id = $1
      ) AS stated
      WHERE price_eur IS NOT NULL AND next IS DISTINCT FROM effective_at
      ORDER BY effective_at`,
    values: [listingId],
  });
  return rows;
}
