import { text } from '../duckdb/text.ts';

// What was drawn from PostgreSQL: CSV of COPY, without a header, in the columns of the queries of book-rows.sql.ts.

const instant = 'TIMESTAMP WITH TIME ZONE';
const priceColumns = { listing_id: 'BIGINT', effective_at: instant, recorded_at: instant, price_eur: 'DECIMAL(14, 2)' };
const stateColumns = {
  ...{ listing_id: 'BIGINT', version: 'BIGINT', valid_to: instant, superseded_at: instant, building_type: 'VARCHAR' },
  ...{ postal_code: 'VARCHAR', postal_code_key: 'VARCHAR', city: 'VARCHAR', city_key: 'VARCHAR', country: 'VARCHAR' },
  ...{ surface_area_m2: 'DOUBLE', rooms_count: 'INTEGER', bedrooms_count: 'INTEGER', reference: 'VARCHAR' },
  created_date: instant,
};

function csv(path: string, columns: Readonly<Record<string, string>>): string {
  const types = Object.entries(columns).map(([name, type]) => `${text(name)}: ${text(type)}`);
  return `read_csv(${text(path)}, hive_partitioning = false, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
    allow_quoted_nulls = false, columns = {${types.join(', ')}})`;
}

/** Lines with one id each. */
export function drawnIds(path: string): string {
  return csv(path, { listing_id: 'BIGINT' });
}

/**
 * States in the columns of the lake, but for `layer`: since when each holds is when the one before it was superseded, in
 * valid time and in transaction time. All rows of a listing are at the place where it is now.
 */
export function drawnStates(path: string): string {
  return `SELECT first_value(country || '/' || city_key) OVER (PARTITION BY listing_id ORDER BY valid_to DESC NULLS FIRST, version DESC) AS place,
      listing_id, version, lag(valid_to) OVER states AS valid_from, valid_to, lag(superseded_at) OVER states AS known_from,
      superseded_at, building_type, postal_code, postal_code_key, city, city_key, country, surface_area_m2, rooms_count,
      bedrooms_count, reference, created_date
    FROM ${csv(path, stateColumns)}
    WINDOW states AS (PARTITION BY listing_id ORDER BY valid_to NULLS LAST, version)`;
}

/**
 * Prices in the columns of the lake, but for `place` and `layer`. Of several that were stated for one instant the one that
 * was recorded last is in force, unless it is a void; until the next one that is. The others never hold.
 */
export function drawnPrices(path: string): string {
  return `WITH stated AS (
      SELECT *, lead(effective_at) OVER (PARTITION BY listing_id ORDER BY effective_at, recorded_at) AS next_at
      FROM ${csv(path, priceColumns)}
    ), judged AS (
      SELECT * EXCLUDE next_at, price_eur IS NOT NULL AND next_at IS DISTINCT FROM effective_at AS in_force FROM stated
    )
    SELECT listing_id, effective_at, recorded_at, lead(effective_at) OVER held AS until, price_eur,
      lag(price_eur) OVER held AS previous_price_eur, false AS void
    FROM judged WHERE in_force WINDOW held AS (PARTITION BY listing_id ORDER BY effective_at)
    UNION ALL
    SELECT listing_id, effective_at, recorded_at, effective_at, price_eur, NULL, price_eur IS NULL FROM judged WHERE NOT in_force`;
}
