import type { Queryable } from '../db/queryable.ts';
import type { Transaction } from '../db/session.ts';
import type { Found } from './finding.ts';
import { find, type Range } from './range.sql.ts';
import { feedIsTrimmed } from './told.sql.ts';

const fromBackup = "'restore the changes of this listing from a backup'";

/** H7: the changes of a listing stand in the order of their versions, without a gap, at positions that were given out. */
export async function findDisorder(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT listing_id, recorded_at AS at, format('version %s: %s', version, problem) AS what, CASE
      WHEN problem = 'its key was never given out' THEN
        'of a restored dump: migrate up; else restore the changes of this listing from a backup'
      WHEN problem = 'its sequence was never given out' THEN 'doctor --repair: the sequence goes on after it'
      ELSE ${fromBackup} END AS mend
    FROM (
      SELECT c.listing_id, c.version, c.recorded_at, CASE
        WHEN before_version IS NULL AND kind <> 'created' AND NOT ${feedIsTrimmed} THEN 'the changes before it are missing'
        WHEN version <> before_version + 1 THEN format('the change before it is version %s', before_version)
        WHEN kind = 'created' AND before_version IS NOT NULL THEN 'it is created again'
        WHEN feed_key < before_key THEN 'its key is below that of the change before'
        WHEN feed_seq <= before_seq THEN 'its sequence is not above that of the change before'
        WHEN feed_key >= pg_snapshot_xmax(pg_current_snapshot()) THEN 'its key was never given out'
        WHEN feed_seq > (SELECT last_value FROM listing_feed_seq) THEN 'its sequence was never given out'
        WHEN feed_key <> '0' AND (feed_key, feed_seq) <= (SELECT trimmed_key, trimmed_seq FROM listing_feed)
          THEN 'it stands in the part of the feed that was removed'
        END AS problem
      FROM (
        SELECT listing_id, version, recorded_at, kind, feed_key, feed_seq, lag(version) OVER earlier AS before_version,
          lag(feed_key) OVER earlier AS before_key, lag(feed_seq) OVER earlier AS before_seq
        FROM listing_change WHERE listing_id > $1 AND listing_id <= $2
        WINDOW earlier AS (PARTITION BY listing_id ORDER BY version)
      ) AS c
    ) AS checked
    WHERE problem IS NOT NULL`;
  return await find(tx, text, range);
}

/** H7: the last change of a listing is its version; only where the feed was trimmed a listing may have none. */
export async function findUntoldVersions(tx: Transaction, range: Range): Promise<Found> {
  const text = `SELECT l.id AS listing_id, l.updated_date AS at, CASE
        WHEN c.version IS NULL THEN 'no change in the feed says that it is there'
        WHEN l.version <> c.version THEN format('its version is %s, its last change is version %s', l.version, c.version)
        ELSE format('its last change is number %s, the listing says %s', c.feed_seq, l.feed_seq) END AS what,
      CASE WHEN c.version IS NULL THEN 'doctor --repair: records it as created, with its prices'
        WHEN l.version > c.version THEN ${fromBackup}
        ELSE 'doctor --repair: takes it from the last change' END AS mend
    FROM listing AS l LEFT JOIN (
      SELECT DISTINCT ON (listing_id) listing_id, version, feed_seq, kind FROM listing_change
      WHERE listing_id > $1 AND listing_id <= $2 ORDER BY listing_id DESC, version DESC
    ) AS c ON c.listing_id = l.id
    WHERE l.id > $1 AND l.id <= $2 AND CASE
      WHEN c.version IS NULL THEN NOT ${feedIsTrimmed}
      ELSE c.kind <> 'deleted' AND (l.version <> c.version
        OR l.feed_seq <> c.feed_seq AND NOT (l.feed_seq = 0 AND c.kind = 'created')) END`;
  return await find(tx, text, range);
}

/** H7: no two changes of the whole feed stand at one position. */
export async function findSharedPositions(db: Queryable): Promise<Found> {
  const text = `SELECT c.listing_id, c.recorded_at AS at,
      format('version %s: another change stands at its position (%s, %s)', c.version, feed_key, feed_seq) AS what,
      ${fromBackup} AS mend
    FROM (
      SELECT feed_key, feed_seq FROM listing_change GROUP BY feed_key, feed_seq HAVING count(*) > 1
    ) AS shared JOIN listing_change AS c USING (feed_key, feed_seq)`;
  return await find(db, text);
}
