import type pg from 'pg';
import { listingAsOf } from '../../../src/listings/listings-as-of.sql.ts';
import { bindInto, conditionsOf, foundBy } from '../../../src/listings/search/conditions.sql.ts';
import type { Filters } from '../../../src/listings/search/search-query.ts';
import type { GroupName, PeriodName } from './market-question.ts';

// docs/market.md once more, as SQL on the tables of PostgreSQL: slowly, and as plainly as it can be said.
//
//   period ──▶ member: who is on offer at the end of each, and where ──▶ a figure
//   stated: the prices in force of each listing ──▶ change ─────────────────┘

export const makeTables = `
  CREATE TEMP TABLE period (no int PRIMARY KEY, starts timestamptz, ends timestamptz, seen timestamptz);
  CREATE TEMP TABLE member (period int, place text, id bigint, price numeric, surface double precision);
  CREATE TEMP TABLE stated (id bigint, at timestamptz, price numeric);
  CREATE TEMP TABLE change (id bigint, at timestamptz, before numeric, after numeric);
  CREATE INDEX ON change (id, at);
  CREATE INDEX ON stated (id, at)`;

export const emptyTables = 'TRUNCATE period, member, stated, change';

export type Span = { period: PeriodName; from: string | undefined; to: string | undefined; now: string };

const lengths = { day: '1 day', week: '1 week', month: '1 month', quarter: '3 months', year: '1 year' } as const;

/** The periods, and the instant at which each is looked at: its last millisecond, or now. */
export async function fillPeriods(client: pg.Client, { period, from, to, now }: Span): Promise<void> {
  await client.query(
    `WITH bounds AS (SELECT least($3::timestamptz, $4::timestamptz + interval '1 ms') AS upto),
       span AS (
         SELECT upto, coalesce(date_trunc($1, $2::timestamptz), date_trunc($1, upto - interval '1 ms') - 11 * interval '${lengths[period]}') AS since
         FROM bounds)
     INSERT INTO period
     SELECT row_number() OVER (ORDER BY starts), starts, ends, CASE WHEN ends > $4 THEN 'infinity' ELSE ends - interval '1 ms' END
     FROM span, generate_series(since, upto - interval '1 ms', interval '${lengths[period]}') AS starts,
       LATERAL (SELECT starts + interval '${lengths[period]}' AS ends) AS next`,
    [period, from, to, now],
  );
}

const keys: Readonly<Record<GroupName, string>> = {
  city: "listing_place_key(city) || ' ' || country",
  postal_code: "listing_postal_key(postal_code) || ' ' || country",
  country: 'country',
  building_type: 'building_type',
  rooms: 'rooms::text',
};

/** What tells the groups apart. */
export function placeOf(by: readonly GroupName[]): string {
  return `concat_ws(' | ', ${["''", ...by.map((name) => keys[name])].join(', ')})`;
}

const ofNow = ['q', 'price_dropped_since', 'min_drop_pct', 'price_changed_since', 'ever_below'] as const;

/** The population of each period, known at an instant. */
export async function fillMembers(
  client: pg.Client,
  { by, filters, knownAt }: { by: readonly GroupName[]; filters: Filters; knownAt: string },
): Promise<void> {
  const values: unknown[] = [knownAt];
  const bind = bindInto(values);
  const kept = Object.fromEntries(Object.entries(filters).filter(([name]) => !ofNow.some((other) => other === name)));
  const present = Object.fromEntries(ofNow.map((name) => [name, filters[name]]));
  const conditions = ['price IS NOT NULL', ...conditionsOf(kept, bind), `id IN (SELECT id ${foundBy(present, bind)})`];
  const then = listingAsOf.replaceAll('$2', '$1::timestamptz').replaceAll(/\$1(?!::)/g, 'period.seen');
  await client.query(
    `INSERT INTO member SELECT period.no, l.* FROM period CROSS JOIN LATERAL (
       SELECT ${placeOf(by)}, id, price, surface_area_m2
       FROM ${then} CROSS JOIN LATERAL (SELECT rooms_count AS rooms) AS r WHERE ${conditions.join(' AND ')}) AS l`,
    values,
  );
}

/** The prices that were in force, one after the other, and how each came after another one; known at an instant. */
export async function fillChanges(client: pg.Client, knownAt: string): Promise<void> {
  await client.query(
    `INSERT INTO stated SELECT listing_id, effective_at, price_eur FROM (
       SELECT DISTINCT ON (listing_id, effective_at) listing_id, effective_at, price_eur FROM listing_price
       WHERE recorded_at <= $1 ORDER BY listing_id, effective_at, recorded_at DESC
     ) AS last WHERE price_eur IS NOT NULL`,
    [knownAt],
  );
  await client.query(
    `INSERT INTO change SELECT id, at, before, price FROM (
       SELECT id, at, price, lag(price) OVER (PARTITION BY id ORDER BY at) AS before FROM stated
     ) AS one WHERE before <> price`,
  );
}
