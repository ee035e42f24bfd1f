import type { Position } from '../../changes/changes.sql.ts';
import { literal } from '../../db/literal.ts';
import type { Queryable } from '../../db/queryable.ts';
import type { MonthFigures } from './month-figures.ts';

// What lake-months.sql.ts says of the lake, said of the tables, by rules of its own: of the statements about an instant the
// one that was recorded last is in force, and what is in force follows on one another.

/** Listings with a change that a lake of this cursor does not have, or need not have: held back ones are shown later. */
export function changedSince({ key, seq }: Position): string {
  return `SELECT DISTINCT listing_id FROM listing_change
    WHERE (feed_key, feed_seq) > (${literal(key)}::xid8, ${literal(seq)}::bigint)`;
}

/** How many of them there are. */
export async function countChangedSince(db: Queryable, since: Position): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    text: `SELECT count(*) AS count FROM (${changedSince(since)}) AS changed`,
  });
  return rows[0]?.count ?? 0;
}

const ms = (column: string) => `coalesce(round(date_part('epoch', ${column}) * 1000)::bigint::text, '-')`;
const hash = (columns: readonly string[]) =>
  `('x' || left(md5(convert_to(concat_ws('|', ${columns.join(', ')}), 'UTF8')), 15))::bit(60)::bigint`;
const place = "country || '/' || listing_place_key(city)";

/** Sorting all prices beside it takes half as long with it. */
async function takeMemory(db: Queryable): Promise<void> {
  await db.query({ text: `SELECT set_config('work_mem', '64MB', true)` });
}

export async function selectPriceMonths(db: Queryable, since: Position): Promise<MonthFigures[]> {
  await takeMemory(db);
  const row = hash([
    ...['listing_id', 'place', ms('effective_at'), ms('recorded_at')],
    `CASE WHEN in_force THEN ${ms('next_at')} ELSE ${ms('effective_at')} END`,
    `coalesce(price_eur::text, '-')`,
    `CASE WHEN in_force THEN coalesce(price_before::text, '-') ELSE '-' END`,
    `CASE WHEN price_eur IS NULL THEN 'true' ELSE 'false' END`,
  ]);
  const { rows } = await db.query<MonthFigures>({
    text: `WITH left_out AS MATERIALIZED (${changedSince(since)}),
      known AS MATERIALIZED ( -- else the place is worked out for each price
        SELECT l.id AS listing_id, ${place} AS place FROM listing AS l
        WHERE NOT EXISTS (SELECT FROM left_out AS o WHERE o.listing_id = l.id)
      ), stated AS (
        SELECT listing_id, effective_at, recorded_at, price_eur, price_eur IS NOT NULL
          AND recorded_at = max(recorded_at) OVER (PARTITION BY listing_id, effective_at) AS in_force
        FROM listing_price
      ), followed AS (
        SELECT stated.*, lead(effective_at) OVER held AS next_at, lag(price_eur) OVER held AS price_before
        FROM stated WINDOW held AS (PARTITION BY listing_id, in_force ORDER BY effective_at)
      )
      ${byMonth(`SELECT effective_at AS instant, price_eur, ${row} AS hash FROM followed JOIN known USING (listing_id)`)}`,
  });
  return rows;
}

const columns = [
  ...['building_type', 'postal_code', 'listing_postal_key(postal_code)', 'city', 'listing_place_key(city)', 'country'],
  ...[
    'floor(greatest(least(surface_area_m2, 1e12), -1e12) * 1048576)::bigint',
    'rooms_count',
    'bedrooms_count',
    "coalesce(reference, '-')",
  ],
];

export async function selectStateMonths(db: Queryable, since: Position): Promise<MonthFigures[]> {
  await takeMemory(db);
  const row = hash([
    ...['place', 'id', 'version', ms('valid_from'), ms('valid_to'), ms('known_from'), ms('superseded_at')],
    ...[...columns, ms('created_date')],
  ]);
  const state = `building_type, postal_code, city, country, surface_area_m2, rooms_count, bedrooms_count, reference`;
  const { rows } = await db.query<MonthFigures>({
    text: `WITH left_out AS MATERIALIZED (${changedSince(since)}),
      known AS MATERIALIZED (
        SELECT l.*, ${place} AS place FROM listing AS l
        WHERE NOT EXISTS (SELECT FROM left_out AS o WHERE o.listing_id = l.id)
      ), held AS (
        SELECT id, version, NULL::timestamptz AS valid_to, NULL::timestamptz AS superseded_at, created_date, place, ${state} FROM known
        UNION ALL
        SELECT id, p.version, p.valid_to, p.superseded_at, created_date, place, ${state.replaceAll(/\w+/g, 'p.$&')}
        FROM listing_past AS p JOIN known ON id = listing_id
      ), followed AS (
        SELECT held.*, lag(valid_to) OVER of_listing AS valid_from, lag(superseded_at) OVER of_listing AS known_from
        FROM held WINDOW of_listing AS (PARTITION BY id ORDER BY version)
      )
      ${byMonth(`SELECT created_date AS instant, NULL::numeric AS price_eur, ${row} AS hash FROM followed`)}`,
  });
  return rows;
}

function byMonth(rows: string): string {
  return `SELECT (extract(year FROM month) * 12 + extract(month FROM month) - 1)::integer AS month, count, void, sum, hash FROM (
      SELECT date_trunc('month', instant AT TIME ZONE 'UTC') AS month, count(*) AS count, count(*) - count(price_eur) AS void,
        coalesce(sum(price_eur), 0)::numeric(38, 2)::text AS sum, sum(hash)::text AS hash
      FROM (${rows}) AS hashed GROUP BY 1
    ) AS grouped ORDER BY 1`;
}
