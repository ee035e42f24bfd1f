/**
 * The prices of a listing as known then: of several statements about one instant the last recorded, voids left out.
 * `before` is the price before, `until` when the next one holds from.
 * @param known more conditions of the rows that count, as ` AND recorded_at <= $2`
 */
export const pricesInForce = (listing: string, known = '') => `SELECT price_eur, effective_at, recorded_at,
    lag(price_eur) OVER in_time AS before, lead(effective_at) OVER in_time AS until
  FROM (
    SELECT price_eur, effective_at, recorded_at, lead(effective_at) OVER (ORDER BY effective_at, recorded_at) AS next
    FROM listing_price WHERE listing_id = ${listing}${known}
  ) AS each
  WHERE price_eur IS NOT NULL AND next IS DISTINCT FROM effective_at
  WINDOW in_time AS (ORDER BY effective_at)`;
