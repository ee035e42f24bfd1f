import type { Transaction } from '../db/session.ts';
import type { Found } from './finding.ts';
import { find, type Range } from './range.sql.ts';
import { hasFuturePrice, hasFuturePriceMend, hasOnlyVoided, onlyVoidedMend } from './unrecordable.sql.ts';

/** The price in force of each listing of a range: of what was stated last for an instant, the newest not voided. */
export const pricesInForce = `SELECT DISTINCT ON (listing_id) listing_id, effective_at, price_eur
  FROM (
    SELECT DISTINCT ON (listing_id, effective_at) listing_id, effective_at, price_eur
    FROM listing_price WHERE listing_id > $1 AND listing_id <= $2
    ORDER BY listing_id DESC, effective_at DESC, recorded_at DESC
  ) AS stated
  WHERE price_eur IS NOT NULL
  ORDER BY listing_id DESC, effective_at DESC`;

/** H4: `listing.price` is the price in force in `listing_price`. */
export async function findPricesNotInForce(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT l.id AS listing_id, coalesce(f.effective_at, l.updated_date) AS at,
      CASE WHEN f.listing_id IS NULL THEN format('its price is %s EUR, its history has none in force', l.price)
        ELSE format('its price is %s EUR, the price in force is %s EUR', l.price, f.price_eur) END AS what,
      CASE WHEN ${hasFuturePrice('l.id')} THEN ${hasFuturePriceMend}
        WHEN ${hasOnlyVoided('l.id')} THEN ${onlyVoidedMend}
        ELSE 'doctor --repair: takes the price in force; a price that the history does not know is recorded as one of now'
        END AS mend
    FROM listing AS l LEFT JOIN (${pricesInForce}) AS f ON f.listing_id = l.id
    WHERE l.id > $1 AND l.id <= $2 AND l.price IS DISTINCT FROM f.price_eur`;
  return await find(tx, text, range);
}
