import type { Position } from '../../changes/changes.sql.ts';
import type { FeedCursor } from '../../changes/feed-cursor.ts';
import { literal } from '../../db/literal.ts';
import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';

/** `undefined`: of all listings. */
export type Listings = readonly number[] | undefined;

/** Every statement about a price of these listings, as columns of `drawn.sql.ts` have it. */
export function pricesQuery(listings: Listings): string {
  return `SELECT listing_id, effective_at, recorded_at, price_eur FROM listing_price ${among('listing_id', listings)}`;
}

/** What they were and are, one row for each state; the current one has no end. */
export function statesQuery(listings: Listings): string {
  const state = `building_type, postal_code, listing_postal_key(postal_code), city, listing_place_key(city), country,
    surface_area_m2, rooms_count, bedrooms_count, reference`;
  return `SELECT id, version, NULL::timestamptz, NULL::timestamptz, ${state}, created_date FROM listing ${among('id', listings)}
    UNION ALL
    SELECT listing_id, version, valid_to, superseded_at, ${state},
      (SELECT l.created_date FROM listing AS l WHERE l.id = listing_id) FROM listing_past ${among('listing_id', listings)}`;
}

function among(column: string, listings: Listings): string {
  return listings === undefined ? '' : `WHERE ${column} = ANY (${literal(`{${listings.join(',')}}`)}::bigint[])`;
}

export type Touched = { listing_id: number; feed_key: string; feed_seq: string };

/** Which listings were changed after a position, each time that they were, in the order of the feed (SPEC 5, 7). */
export async function selectTouched(
  db: Queryable,
  { after, limit }: { after: Position; limit: number },
): Promise<Touched[]> {
  const { rows } = await db.query<Touched>({
    text: `SELECT listing_id, feed_key::text, feed_seq::text FROM listing_change
      WHERE (feed_key, feed_seq) > ($1::xid8, $2::bigint) AND feed_key < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY feed_key, feed_seq LIMIT $3`,
    values: [after.key, after.seq, limit],
  });
  return rows;
}

/**
 * Whether the feed shows a change after a cursor, or knows nothing of it any more (assertKept says why). The first one is
 * asked for in the order of the feed: of EXISTS alone the planner expects to meet one soon, and reads the whole table.
 */
export async function isBehind(db: Queryable, { epoch, key, seq }: FeedCursor): Promise<boolean> {
  const { rows } = await db.query<{ behind: boolean }>({
    name: 'select-whether-behind',
    text: `SELECT (SELECT true FROM listing_change
          WHERE (feed_key, feed_seq) > ($1::xid8, $2::bigint) AND feed_key < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY feed_key, feed_seq LIMIT 1) IS NOT NULL
        OR listing_feed_epoch() <> $3 OR $1::xid8 >= pg_snapshot_xmin(pg_current_snapshot())
        OR (trimmed_key, trimmed_seq) > ($1::xid8, $2::bigint) AS behind
      FROM listing_feed`,
    values: [key, seq, epoch],
  });
  return rows[0]?.behind ?? false;
}

/**
 * When the first of the changes after a position was recorded, also of those that the feed does not show yet; null: there is
 * none. What a change states of the past may be recorded earlier than itself (SPEC 25). It is planned for its position each
 * time: for any position the whole table would be read.
 */
export async function selectFirstRecordedAfter(db: Queryable, after: Position): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>({
    text: `SELECT min(least(recorded_at, (
        SELECT min((stated ->> 1)::timestamptz) FROM jsonb_array_elements(prices) AS stated))) AS at
      FROM listing_change WHERE (feed_key, feed_seq) > ($1::xid8, $2::bigint)`,
    values: [after.key, after.seq],
  });
  return rows[0]?.at ?? null;
}

export type Pending = {
  /** Nobody knows any more what followed the position (assertKept says why). */
  lost: boolean;
  /** Whether there are too many to look at each. */
  many: boolean;
  /** When the first of what they state was recorded; null: there is none. */
  first: Instant | null;
};

/** What came after a cursor, whether the feed shows it yet or not; what a change states of the past may be recorded earlier. */
export async function selectPending(
  db: Queryable,
  { cursor: { epoch, key, seq }, most }: { cursor: FeedCursor; most: number },
): Promise<Pending> {
  const { rows } = await db.query<Pending>({
    name: 'select-pending',
    text: `SELECT listing_feed_epoch() <> $3 OR $1::xid8 >= pg_snapshot_xmin(pg_current_snapshot())
          OR (trimmed_key, trimmed_seq) > ($1::xid8, $2::bigint) AS lost,
        count > $4 AS many, first
      FROM listing_feed, LATERAL (
        SELECT count(*) AS count, min(least(recorded_at, (
          SELECT min((stated ->> 1)::timestamptz) FROM jsonb_array_elements(prices) AS stated))) AS first
        FROM (
          SELECT recorded_at, prices FROM listing_change WHERE (feed_key, feed_seq) > ($1::xid8, $2::bigint)
          ORDER BY feed_key, feed_seq LIMIT $4::integer + 1
        ) AS change
      ) AS pending`,
    values: [key, seq, epoch, most],
  });
  return rows[0] ?? { lost: true, many: false, first: null };
}

/** Until the transaction ends, at most one has it. */
export async function claimLake(db: Queryable, place: string): Promise<boolean> {
  const { rows } = await db.query<{ mine: boolean }>({
    name: 'claim-lake',
    text: `SELECT pg_try_advisory_xact_lock(20614, hashtext('lake ' || $1)) AS mine`,
    values: [place],
  });
  return rows[0]?.mine ?? false;
}
