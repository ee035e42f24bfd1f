import { parquetFiles } from '../../../src/market/duckdb/parquet-files.ts';
import type { LakeMaking } from '../../../src/market/lake/lake-making.ts';
import { pathsOf } from '../../../src/market/lake/make-layer.ts';
import type { Manifest } from '../../../src/market/lake/manifest.ts';
import type { TestDatabase } from '../test-database.ts';

export type LakeRows = { prices: string[]; states: string[] };

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::bigint`;
const place = "country || '/' || listing_place_key(city)";

/** Every price and state as the lake should have them, each looked up by itself. */
export async function rowsOfDatabase({ sql }: Pick<TestDatabase, 'sql'>): Promise<LakeRows> {
  const isLast = (p: string) => `${p}.price_eur IS NOT NULL AND NOT EXISTS (SELECT FROM listing_price AS x
    WHERE x.listing_id = ${p}.listing_id AND x.effective_at = ${p}.effective_at AND x.recorded_at > ${p}.recorded_at)`;
  const next = `(SELECT min(q.effective_at) FROM listing_price AS q
    WHERE q.listing_id = p.listing_id AND q.effective_at > p.effective_at AND ${isLast('q')})`;
  const before = `(SELECT q.price_eur FROM listing_price AS q
    WHERE q.listing_id = p.listing_id AND q.effective_at < p.effective_at AND ${isLast('q')}
    ORDER BY q.effective_at DESC LIMIT 1)`;
  const prices = await sql<{ row: string }>(
    `SELECT json_build_array(${place}, p.listing_id, ${ms('p.effective_at')}, ${ms('p.recorded_at')},
       ${ms(`CASE WHEN ${isLast('p')} THEN ${next} ELSE p.effective_at END`)}, p.price_eur::text,
       (CASE WHEN ${isLast('p')} THEN ${before} END)::text, p.price_eur IS NULL)::text AS row
     FROM listing_price AS p JOIN listing AS l ON l.id = p.listing_id`,
  );
  const earlier = (column: string) => `(SELECT max(e.${column}) FROM listing_past AS e
    WHERE e.listing_id = s.id AND e.version < s.version)`;
  const state = `building_type, postal_code, city, country, surface_area_m2, rooms_count, bedrooms_count, reference`;
  const states = await sql<{ row: string }>(
    `SELECT json_build_array(l.country || '/' || listing_place_key(l.city), s.id, s.version, ${ms(earlier('valid_to'))},
       ${ms('s.valid_to')}, ${ms(earlier('superseded_at'))}, ${ms('s.superseded_at')}, s.building_type, s.postal_code,
       listing_postal_key(s.postal_code), s.city, listing_place_key(s.city), s.country, s.surface_area_m2::text, s.rooms_count,
       s.bedrooms_count, s.reference, ${ms('l.created_date')})::text AS row
     FROM (
       SELECT id, version, NULL::timestamptz AS valid_to, NULL::timestamptz AS superseded_at, ${state} FROM listing
       UNION ALL SELECT listing_id, version, valid_to, superseded_at, ${state} FROM listing_past
     ) AS s JOIN listing AS l USING (id)`,
  );
  return sorted(prices, states);
}

/** Every row that counts, in the same form. */
export async function rowsOfLake({ store, duckdb }: LakeMaking, { layers }: Manifest): Promise<LakeRows> {
  const paths = await pathsOf(store, layers);
  const counting = (files: readonly string[]) => {
    const all = `SELECT * FROM ${parquetFiles(files)} AS f`;
    return paths.replaced.length === 0
      ? all
      : `${all} WHERE layer >= coalesce((SELECT max(r.layer) FROM ${parquetFiles(paths.replaced)} AS r WHERE r.listing_id = f.listing_id), 0)`;
  };
  const read = async (columns: string, files: readonly string[]) => {
    const statement = `SELECT json_array(${columns})::VARCHAR FROM (${counting(files)})`;
    const { columns: rows } = await duckdb.ask({ statements: [statement] }, { limitMs: 60_000 });
    return (rows[0] ?? []).map((row) => ({ row: String(row) }));
  };
  const prices = await read(
    `place, listing_id, epoch_ms(effective_at), epoch_ms(recorded_at), epoch_ms(until), price_eur::VARCHAR,
      previous_price_eur::VARCHAR, void`,
    paths.prices,
  );
  const states = await read(
    `place, listing_id, version, epoch_ms(valid_from), epoch_ms(valid_to), epoch_ms(known_from), epoch_ms(superseded_at),
      building_type, postal_code, postal_code_key, city, city_key, country,
      CASE WHEN surface_area_m2 = floor(surface_area_m2) THEN surface_area_m2::BIGINT::VARCHAR ELSE surface_area_m2::VARCHAR END,
      rooms_count, bedrooms_count, reference, epoch_ms(created_date)`,
    paths.listings,
  );
  return sorted(prices, states);
}

function sorted(prices: readonly { row: string }[], states: readonly { row: string }[]): LakeRows {
  const plain = (rows: readonly { row: string }[]) => rows.map(({ row }) => JSON.stringify(JSON.parse(row))).toSorted();
  return { prices: plain(prices), states: plain(states) };
}
