import type { Transaction } from '../db/session.ts';
import type { Found } from './finding.ts';
import { find, type Range } from './range.sql.ts';

// With its own range it becomes a hash of the range's ids.
const noListing = 'NOT EXISTS (SELECT FROM listing AS l WHERE l.id = listing_id AND l.id > $1 AND l.id <= $2)';
const inRange = 'listing_id > $1 AND listing_id <= $2';

/** Whether a change c says something of people: in these members, or in its reason. */
export const hasPersonalData = `(c.reason IS NOT NULL OR EXISTS (
  SELECT FROM jsonb_each(c.changed) AS member
  WHERE member.key IN ('name', 'description', 'street_address', 'contact_phone_number')
    AND member.value NOT IN ('null', '[null, null]')))`;

/** H6: of a listing that is gone there are no prices, no past attributes, no words, no answers. */
export async function findRowsOfDeleted(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT listing_id, min(effective_at) AS at, format('it is gone, %s of its prices are there', count(*)) AS what,
      'doctor --repair: removes them' AS mend
    FROM listing_price WHERE ${inRange} AND ${noListing} GROUP BY listing_id
    UNION ALL
    SELECT listing_id, min(valid_from), format('it is gone, %s of its past attributes are there', count(*)),
      'doctor --repair: removes them'
    FROM listing_past WHERE ${inRange} AND ${noListing} GROUP BY listing_id
    UNION ALL
    SELECT listing_id, listing_clock(), 'it is gone, its words are there', 'doctor --repair: removes them'
    FROM listing_words WHERE ${inRange} AND ${noListing}
    UNION ALL
    SELECT listing_id, min(answered_at), format('it is gone, %s answers about it are kept', count(*)),
      'doctor --repair: takes them out'
    FROM idempotency_key WHERE ${inRange} AND body IS NOT NULL AND status < 300 AND ${noListing} GROUP BY listing_id`;
  return await find(tx, text, range);
}

/** H6: a deletion leaves one change, the last one; the changes before say nothing of people. */
export async function findUntoldDeletions(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT listing_id, at, problem AS what, CASE WHEN mendable THEN 'doctor --repair: ' || mend ELSE mend END AS mend
    FROM (
      SELECT c.listing_id, c.recorded_at AS at, true AS mendable, 'records the deletion as one of now' AS mend,
        'it is gone without a change that says so' AS problem
      FROM (
        SELECT DISTINCT ON (listing_id) listing_id, recorded_at, kind FROM listing_change WHERE ${inRange}
        ORDER BY listing_id DESC, version DESC
      ) AS c
      WHERE c.kind <> 'deleted' AND ${noListing} AND NOT EXISTS (SELECT FROM listing_change AS e
        WHERE e.listing_id = c.listing_id AND e.kind = 'deleted')
      UNION ALL
      SELECT d.listing_id, d.recorded_at, false,
        'restore the changes of this listing from a backup, or remove what follows its deletion',
        format('version %s says that it was deleted, %s', d.version, CASE
          WHEN l.id IS NULL THEN 'other changes follow' ELSE 'it is there' END)
      FROM listing_change AS d LEFT JOIN listing AS l ON l.id = d.listing_id
      WHERE d.listing_id > $1 AND d.listing_id <= $2 AND d.kind = 'deleted' AND (l.id IS NOT NULL
        OR EXISTS (SELECT FROM listing_change AS c WHERE c.listing_id = d.listing_id AND c.version > d.version))
      UNION ALL
      SELECT d.listing_id, d.recorded_at, true, 'blanks them',
        format('it was deleted, %s of its changes still say things of people', blank.missed)
      FROM listing_change AS d CROSS JOIN LATERAL (
        SELECT count(*) AS missed FROM listing_change AS c
        WHERE c.listing_id = d.listing_id AND c.version < d.version AND ${hasPersonalData}
      ) AS blank
      WHERE d.listing_id > $1 AND d.listing_id <= $2 AND d.kind = 'deleted' AND blank.missed > 0
        AND NOT EXISTS (SELECT FROM listing AS l WHERE l.id = d.listing_id)
    ) AS problems`;
  return await find(tx, text, range);
}
