import type { Transaction } from '../db/session.ts';
import type { Found } from './finding.ts';
import { find, type Range } from './range.sql.ts';
import { isCutOff, isUntold, toldWhole } from './told.sql.ts';
import { hasFuturePrice, hasFuturePriceMend } from './unrecordable.sql.ts';

/** H3: no price is later than the last update of its listing. */
export async function findLaterPrices(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT l.id AS listing_id, p.latest AS at,
      format('it was updated last at %s, before its latest price', listing_instant(l.updated_date)) AS what,
      CASE WHEN ${hasFuturePrice('l.id')} THEN ${hasFuturePriceMend}
        ELSE 'doctor --repair: its last update is put no earlier than that price' END AS mend
    FROM listing AS l CROSS JOIN LATERAL (
      SELECT effective_at AS latest FROM listing_price WHERE listing_id = l.id ORDER BY effective_at DESC LIMIT 1
    ) AS p
    WHERE l.id > $1 AND l.id <= $2 AND l.updated_date < p.latest`;
  return await find(tx, text, range);
}

/** Since when the attributes of a listing l are as they are. */
export const describedDate =
  'coalesce((SELECT max(p.valid_to) FROM listing_past AS p WHERE p.listing_id = l.id), l.created_date)';

/** H3: the attributes of a listing hold since those of the past ended. */
export async function findWrongDescribedDates(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT id AS listing_id, since AS at,
      format('as listing_past has it its attributes hold since this instant, it says %s', listing_instant(described_date)) AS what,
      CASE WHEN ${isCutOff('id')} THEN 'doctor --repair: sets its described_date'
        WHEN id IN (${toldWhole}) OR ${isUntold('id')} THEN 'doctor --repair --replay: takes both from the feed'
        ELSE 'see H6 and H7 of this listing' END AS mend
    FROM (SELECT l.id, l.described_date, ${describedDate} AS since FROM listing AS l WHERE l.id > $1 AND l.id <= $2) AS l
    WHERE described_date <> since`;
  return await find(tx, text, range);
}

// A listing that nobody had recorded begins in the feed with a later version than 1.
const isBeforeFeed = `EXISTS (SELECT FROM listing_change AS c
  WHERE c.listing_id = checked.listing_id AND c.kind = 'created' AND c.version > greatest(checked.version, 1))`;

/** H3: the attributes of the past follow each other without gaps, the first from its listing's creation; all are over. */
export async function findBrokenPast(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT listing_id, valid_from AS at, problem AS what,
      CASE WHEN listing_id IN (${toldWhole}) AND NOT ${isBeforeFeed} THEN 'doctor --repair --replay: takes them from the feed'
        WHEN ${isCutOff('listing_id')} OR ${isBeforeFeed} THEN 'restore these rows of listing_past from a backup'
        ELSE 'see H6 and H7 of this listing' END AS mend
    FROM (
      SELECT listing_id, version, valid_from, CASE
        WHEN valid_from <> since THEN format('its attributes of version %s hold from this instant, those before end at %s',
          version, listing_instant(since))
        WHEN valid_to < valid_from THEN format('its attributes of version %s end before they begin', version)
        WHEN valid_to > updated_date THEN format('its attributes of version %s end after its last update', version)
        WHEN superseded_at < before_superseded_at THEN format(
          'its attributes of version %s were superseded before those that they superseded', version)
        WHEN version >= current_version THEN format('its attributes of version %s are said to be superseded, its version is %s',
          version, current_version)
        END AS problem
      FROM (
        SELECT p.listing_id, p.version, p.valid_from, p.valid_to, p.superseded_at, l.updated_date, l.version AS current_version,
          coalesce(lag(p.valid_to) OVER earlier, l.created_date) AS since,
          lag(p.superseded_at) OVER earlier AS before_superseded_at
        FROM listing_past AS p JOIN listing AS l ON l.id = p.listing_id
        WHERE p.listing_id > $1 AND p.listing_id <= $2
        WINDOW earlier AS (PARTITION BY p.listing_id ORDER BY p.version)
      ) AS followed
    ) AS checked
    WHERE problem IS NOT NULL`;
  return await find(tx, text, range);
}
