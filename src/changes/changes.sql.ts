import type { Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';

/** A place between two changes: `key` and `seq` of the one before it. Keys are 64-bit, so they stay text. */
export type Position = { key: string; seq: string };

export type ChangeFilter = { listingId?: string | undefined; kinds?: string[] | undefined; field?: string | undefined };

type Value = string | number | null;

export type ChangeRow = {
  listing_id: number;
  version: number;
  feed_key: string;
  feed_seq: string;
  kind: string;
  effective_at: Instant;
  recorded_at: Instant;
  /** Of a created listing the values, else what went from what to what. */
  changed: Record<string, Value | [Value, Value]>;
  prices: [Instant, Instant, number | null, number | null][] | null;
  actor: string;
  reason: string | null;
};

/** What a read knows of the feed at its moment. */
export type FeedState = {
  epoch: string;
  /** Whether keys are there that this server cannot have given out. */
  foreign: boolean;
  /** The oldest transaction that was running: keys from here on are not shown. */
  bound: string;
  trimmed_key: string;
  trimmed_seq: string;
  /** The last change that was looked at; null: there was none. */
  looked_key: string | null;
  looked_seq: string | null;
};

/** Changes that a read looks at, at most: a filter that fits none of them leads on, rather than to a time limit. */
const mostLookedAt = 20_000;

/** In subqueries the functions are called once, not for each change. */
const state = `(SELECT listing_feed_epoch()) AS epoch, (SELECT listing_feed_is_foreign()) AS foreign,
        pg_snapshot_xmin(pg_current_snapshot())::text AS bound, kept.trimmed_key::text, kept.trimmed_seq::text,
        ends.key AS looked_key, ends.seq AS looked_seq`;

/** The feed at this moment, where the last change that is shown has been looked at (SPEC 12). */
export async function selectEnd(db: Queryable): Promise<FeedState> {
  const { rows } = await db.query<FeedState>({
    name: 'select-end-of-changes',
    text: `SELECT ${state}
      FROM listing_feed AS kept LEFT JOIN LATERAL (
        SELECT c.feed_key::text AS key, c.feed_seq::text AS seq FROM listing_change AS c
        WHERE c.feed_key < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY c.feed_key DESC, c.feed_seq DESC LIMIT 1
      ) AS ends ON true`,
  });
  return theState(rows);
}

type Found = { state: FeedState; changes: ChangeRow[] };
type FoundRow = FeedState & { [K in keyof ChangeRow]: ChangeRow[K] | null };

/**
 * The changes after a position, in feed order (SPEC 5, 7, 9): one statement, so that its snapshot and its bound are the
 * same moment.
 */
export async function selectChanges(
  db: Queryable,
  { after, limit, filter }: { after: Position; limit: number; filter: ChangeFilter },
): Promise<Found> {
  const { rows } = await db.query<FoundRow>({
    name: filter.listingId === undefined ? 'select-changes' : 'select-changes-of-listing',
    text: pageOf(filter, {
      where: '(feed_key, feed_seq) > ($1::xid8, $2::bigint) AND feed_key < pg_snapshot_xmin(pg_current_snapshot())',
      order: 'ASC',
    }),
    values: [after.key, after.seq, ...pageValues(limit, filter)],
  });
  return foundIn(rows);
}

/**
 * The changes before a position, the latest first (SPEC 34); without one, those before the bound. The bound is within the
 * position: as a condition of its own the index would be walked from there, past all that is later than the position.
 */
export async function selectChangesBefore(
  db: Queryable,
  { before, limit, filter }: { before: Position | undefined; limit: number; filter: ChangeFilter },
): Promise<Found> {
  const bound = 'pg_snapshot_xmin(pg_current_snapshot())';
  const { rows } = await db.query<FoundRow>({
    name: filter.listingId === undefined ? 'select-changes-before' : 'select-changes-of-listing-before',
    text: pageOf(filter, {
      where: `(feed_key, feed_seq) < (least($1::xid8, ${bound}), CASE WHEN $1::xid8 < ${bound} THEN $2::bigint ELSE 0 END)`,
      order: 'DESC',
    }),
    values: [before?.key, before?.seq, ...pageValues(limit, filter)],
  });
  return foundIn(rows);
}

/** There is always one row; without a change its columns are null. */
function pageOf({ listingId }: ChangeFilter, { where, order }: { where: string; order: 'ASC' | 'DESC' }): string {
  const onwards = (table: string) => `${table}.feed_key ${order}, ${table}.feed_seq ${order}`;
  const back = order === 'ASC' ? 'DESC' : 'ASC';
  return `WITH looked AS MATERIALIZED (
        SELECT * FROM listing_change
        WHERE ${where}
          AND ${listingId === undefined ? '$7::bigint IS NULL' : 'listing_id = $7'}
        ORDER BY feed_key ${order}, feed_seq ${order} LIMIT $3
      )
      SELECT ${state},
        c.listing_id, c.version, c.feed_key::text, c.feed_seq::text, c.kind, c.effective_at, c.recorded_at,
        c.changed, c.prices, c.actor, c.reason
      FROM listing_feed AS kept
        LEFT JOIN LATERAL (
          SELECT feed_key::text AS key, feed_seq::text AS seq FROM looked
          ORDER BY looked.feed_key ${back}, looked.feed_seq ${back} LIMIT 1
        ) AS ends ON true
        LEFT JOIN LATERAL (
          SELECT * FROM looked
          WHERE ($4::text[] IS NULL OR kind = ANY ($4))
            AND ($5::text IS NULL OR changed ? $5 OR $5 = 'price_eur' AND prices IS NOT NULL)
          ORDER BY ${onwards('looked')} LIMIT $6
        ) AS c ON true
      ORDER BY ${onwards('c')}`;
}

function pageValues(limit: number, { listingId, kinds, field }: ChangeFilter) {
  const isFiltered = kinds !== undefined || field !== undefined;
  return [isFiltered ? mostLookedAt : limit, kinds, field, limit, listingId];
}

function foundIn(rows: readonly FoundRow[]): Found {
  const changes = rows.filter((row): row is FeedState & ChangeRow => row.listing_id !== null);
  return { state: theState(rows), changes };
}

function theState<Row extends FeedState>([first]: readonly Row[]): Row {
  if (!first) throw new Error('listing_feed has one row');
  return first;
}

/** The changes that made these versions of these listings, those that are there. */
export async function selectChangesOf(
  db: Queryable,
  names: readonly { listingId: number; version: number }[],
): Promise<(ChangeRow & { epoch: string })[]> {
  const { rows } = await db.query<ChangeRow & { epoch: string }>({
    name: 'select-changes-of',
    text: `SELECT (SELECT listing_feed_epoch()) AS epoch, c.listing_id, c.version, c.feed_key::text, c.feed_seq::text, c.kind,
        c.effective_at, c.recorded_at, c.changed, c.prices, c.actor, c.reason
      FROM unnest($1::bigint[], $2::bigint[]) AS named (listing_id, version) JOIN listing_change AS c USING (listing_id, version)`,
    values: [names.map(({ listingId }) => listingId), names.map(({ version }) => version)],
  });
  return rows;
}

/** For how many ms the oldest change that is committed has been held back by an open transaction; 0: none is. */
export async function selectHeldBackMs(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ ms: number }>({
    name: 'select-held-back',
    text: `SELECT coalesce((
        SELECT greatest(0, round(extract(epoch FROM listing_clock() - recorded_at) * 1000)) FROM listing_change
        WHERE feed_key >= pg_snapshot_xmin(pg_current_snapshot()) ORDER BY feed_key, feed_seq LIMIT 1
      ), 0) AS ms`,
  });
  return rows[0]?.ms ?? 0;
}
