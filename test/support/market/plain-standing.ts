import type pg from 'pg';
import { emptyTables, fillChanges, fillMembers } from './plain-tables.sql.ts';

/** What the answer has to be: null where it is left out. */
export type PlainStanding = Record<string, number | null>;

const now = "INSERT INTO period VALUES (1, '-infinity', 'infinity', 'infinity')";

/** $1 is the listing, and $2 how many others there have to be. Surfaces are compared as decimals: so are the edges of a band. */
const selectStanding = `
  WITH home AS (
    SELECT id, place, surface, price::float8 / surface AS per_m2,
      (SELECT count(*) FROM change AS c WHERE c.id = m.id AND c.after < c.before) AS cuts
    FROM (SELECT id, place, price, CASE WHEN surface >= 0.01 THEN surface END AS surface FROM member) AS m
  ), own AS (SELECT * FROM home WHERE id = $1),
  other AS (
    SELECT h.*, abs(h.surface::numeric - own.surface::numeric) / own.surface::numeric * 100 AS apart_pct
    FROM home AS h JOIN own ON h.place = own.place AND h.id <> own.id
  ), band AS (
    SELECT min(within_pct) AS within_pct FROM (VALUES (20), (50)) AS size (within_pct)
    WHERE (SELECT count(*) FROM other WHERE apart_pct <= within_pct) >= $2
  ), comparable AS (SELECT other.* FROM other, band WHERE within_pct IS NULL OR apart_pct <= within_pct),
  sample AS (
    SELECT count(*) AS n, count(per_m2) AS priced, avg(cuts) AS cuts, count(*) FILTER (WHERE cuts > 0) AS have_cuts,
      percentile_cont(0.25) WITHIN GROUP (ORDER BY per_m2) AS p25, percentile_cont(0.5) WITHIN GROUP (ORDER BY per_m2) AS median,
      percentile_cont(0.75) WITHIN GROUP (ORDER BY per_m2) AS p75,
      count(*) FILTER (WHERE per_m2 < (SELECT per_m2 FROM own)) AS cheaper
    FROM comparable
  )
  SELECT own.id AS listing_id, own.per_m2 AS price_per_m2, own.cuts, within_pct AS size_within_pct, n AS count,
    CASE WHEN priced >= $2 THEN p25 END AS p25_price_per_m2, CASE WHEN priced >= $2 THEN median END AS median_price_per_m2,
    CASE WHEN priced >= $2 THEN p75 END AS p75_price_per_m2,
    CASE WHEN priced >= $2 THEN (own.per_m2 / nullif(median, 0) - 1) * 100 END AS difference_pct,
    CASE WHEN priced >= $2 AND own.per_m2 IS NOT NULL THEN cheaper::float8 / priced END AS cheaper_share,
    CASE WHEN n >= $2 THEN sample.cuts END AS cuts_per_listing, CASE WHEN n >= $2 THEN have_cuts::float8 / n END AS cut_share
  FROM own, band, sample`;

/** The answer to GET /listings/{id}/market, from the tables of PostgreSQL; undefined: there is no such listing. */
export async function plainStanding(
  client: pg.Client,
  { id, minCount = 5 }: { id: number; minCount?: number | undefined },
): Promise<PlainStanding | undefined> {
  await client.query(emptyTables);
  await client.query(now);
  await fillMembers(client, { by: ['city', 'building_type'], filters: {}, knownAt: 'infinity' });
  await fillChanges(client, 'infinity');
  return (await client.query<PlainStanding>(selectStanding, [id, minCount])).rows[0];
}
