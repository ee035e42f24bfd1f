import type { Transaction } from '../db/session.ts';
import type { Found } from './finding.ts';
import { find, type Range } from './range.sql.ts';
import { toldFromTheFirst } from './told.sql.ts';
import {
  futurePriceMend,
  hasFuturePrice,
  hasFuturePriceMend,
  hasOnlyVoided,
  isOfFuture,
  onlyVoidedMend,
} from './unrecordable.sql.ts';

/** The rows of the price history that the changes of a range say (SPEC rule 26). */
export const saidPrices = `SELECT listing_id, effective_at, recorded_at,
    (CASE kind WHEN 'created' THEN changed ->> 'price_eur' ELSE changed #>> '{price_eur,1}' END)::numeric AS price_eur
  FROM listing_change
  WHERE listing_id > $1 AND listing_id <= $2 AND prices IS NULL
    AND (kind = 'created' OR kind = 'updated' AND changed ? 'price_eur')
  UNION ALL
  SELECT listing_id, (row ->> 0)::timestamptz(3), (row ->> 1)::timestamptz(3), (row ->> 3)::numeric
  FROM listing_change CROSS JOIN jsonb_array_elements(prices) AS row
  WHERE listing_id > $1 AND listing_id <= $2 AND prices IS NOT NULL`;

/**
 * H5: the price rows that the changes say are those that are there. Rows that are there and not said are found where the
 * feed has the listing from its first change; where it has none at all, the order of the feed says so.
 */
export async function findPricesOtherThanFeed(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT listing_id, effective_at AS at,
      CASE WHEN NOT there THEN format('a price that the feed says is not there: %s EUR, recorded at %s',
          coalesce(said_eur::text, 'void'), listing_instant(recorded_at))
        WHEN NOT said THEN format('a price is there that the feed does not say: %s EUR, recorded at %s',
          coalesce(found_eur::text, 'void'), listing_instant(recorded_at))
        ELSE format('a price is %s EUR, the feed says %s EUR, recorded at %s', coalesce(found_eur::text, 'void'),
          coalesce(said_eur::text, 'void'), listing_instant(recorded_at)) END AS what,
      CASE WHEN NOT there THEN 'doctor --repair: puts it back as the feed says it'
        WHEN NOT said AND ${isOfFuture('differing')} THEN ${futurePriceMend}
        WHEN ${hasFuturePrice('differing.listing_id')} THEN ${hasFuturePriceMend}
        WHEN ${hasOnlyVoided('differing.listing_id')} THEN ${onlyVoidedMend}
        WHEN NOT said THEN 'doctor --repair: adds the change that says it'
        WHEN EXISTS (SELECT FROM listing_price AS later WHERE later.listing_id = differing.listing_id
          AND later.effective_at = differing.effective_at AND later.recorded_at > differing.recorded_at)
          THEN 'doctor --repair: puts back what the feed says'
        ELSE 'doctor --repair: puts back what the feed says, and records what is there as a correction of now' END AS mend
    FROM (
      SELECT listing_id, effective_at, recorded_at, s.price_eur AS said_eur, p.price_eur AS found_eur,
        s.said IS NOT NULL AS said, p.there IS NOT NULL AS there
      FROM (SELECT *, true AS said FROM (${saidPrices}) AS rows) AS s
        FULL JOIN (
          SELECT *, true AS there FROM listing_price WHERE listing_id > $1 AND listing_id <= $2
        ) AS p USING (listing_id, effective_at, recorded_at)
      WHERE s.said IS NULL OR p.there IS NULL OR s.price_eur IS DISTINCT FROM p.price_eur
    ) AS differing
    WHERE listing_id IN (SELECT id FROM listing WHERE id > $1 AND id <= $2)
      AND (said OR listing_id IN (${toldFromTheFirst}))`;
  return await find(tx, text, range);
}

/** H1: in the feed the price of a listing goes on from what it was; a step that is missing is a change not recorded. */
export async function findBrokenPrices(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT listing_id, effective_at AS at,
      format('version %s changes the price from %s EUR, it was %s EUR', version, came, was) AS what,
      'restore the changes of this listing from a backup; the prices themselves are in listing_price' AS mend
    FROM (
      SELECT listing_id, version, effective_at, changed #>> '{price_eur,0}' AS came, kind,
        lag(CASE kind WHEN 'created' THEN changed ->> 'price_eur' ELSE changed #>> '{price_eur,1}' END)
          OVER (PARTITION BY listing_id ORDER BY version) AS was
      FROM listing_change WHERE listing_id > $1 AND listing_id <= $2 AND changed ? 'price_eur'
    ) AS steps
    WHERE kind <> 'created' AND came::numeric <> was::numeric`;
  return await find(tx, text, range);
}
