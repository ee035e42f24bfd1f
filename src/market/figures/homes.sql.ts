import type { Instant } from '../../db/values.ts';
import type { Value } from '../duckdb/questions.ts';
import { texts } from '../duckdb/text.ts';
import type { LakePaths } from '../lake/lake-view.ts';
import type { MarketFilters } from './market-filters.ts';
import { instant } from './period-index.sql.ts';

/** Adds a value to those of a statement. @returns its parameter, such as `$v3` */
export type Bind = (value: Value) => string;

export function bindInto(values: Record<string, Value>): Bind {
  return (value) => {
    const name = `v${Object.keys(values).length}`;
    values[name] = value;
    return `$${name}`;
  };
}

export type Source = { paths: LakePaths; knownAt: Instant | undefined };

/**
 * The states of listings that count and fit, as far as known, in the columns of the lake; of a listing as many as it had.
 * Of several layers with a listing its last one counts; prices are joined by place, listing_id and layer.
 */
export function homesQuery({ paths, knownAt }: Source, filters: MarketFilters, bind: Bind): string {
  const conditions = [
    ...(paths.replaced.length === 0 ? [] : ['(last.layer IS NULL OR l.layer = last.layer)']),
    ...(knownAt === undefined ? [] : [`(known_from IS NULL OR known_from <= ${instant(knownAt)})`]),
    ...conditionsOf(filters, bind),
  ];
  const last = `LEFT JOIN (SELECT listing_id, max(layer) AS layer FROM read_parquet(${texts(paths.replaced)}) GROUP BY listing_id)
      AS last ON last.listing_id = l.listing_id`;
  const until =
    knownAt === undefined ? 'valid_to' : `CASE WHEN superseded_at > ${instant(knownAt)} THEN NULL ELSE valid_to END`;
  return `SELECT l.place, l.listing_id, l.layer, valid_from, ${until} AS valid_to, created_date, building_type, country, city,
      city_key, postal_code, postal_code_key, rooms_count, CASE WHEN surface_area_m2 >= 0.01 THEN surface_area_m2 END AS surface_m2
    FROM read_parquet(${texts(paths.listings)}) AS l ${paths.replaced.length === 0 ? '' : last}
    ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}`;
}

type Conditions = { [Name in keyof MarketFilters]?: (value: NonNullable<MarketFilters[Name]>, bind: Bind) => string };

/** What the filters ask of a state; those of prices are asked of the prices in force. */
const conditions: Conditions = {
  city_key: (key, bind) => `city_key = ${bind(key)}`,
  postal_code_key: (key, bind) => `starts_with(postal_code_key, ${bind(key)})`,
  country: (country, bind) => `country = ${bind(country)}`,
  building_type: (types, bind) => `building_type IN (${types.map(bind).join(', ')})`,
  surface_min: (m2, bind) => `surface_area_m2 >= ${bind(m2)}`,
  surface_max: (m2, bind) => `surface_area_m2 <= ${bind(m2)}`,
  rooms_min: (count, bind) => `rooms_count >= ${bind(count)}`,
  rooms_max: (count, bind) => `rooms_count <= ${bind(count)}`,
  bedrooms_min: (count, bind) => `bedrooms_count >= ${bind(count)}`,
  created_since: (at, bind) => `created_date >= ${bind(at)}::TIMESTAMPTZ`,
  reference: (reference, bind) => `reference = ${bind(reference)}`,
  ids: among,
  found: among,
};

/** As JSON, since there may be very many. */
function among(ids: readonly number[], bind: Bind): string {
  return `l.listing_id IN (SELECT unnest(from_json(${bind(JSON.stringify(ids))}, '["BIGINT"]')))`;
}

function conditionsOf(filters: MarketFilters, bind: Bind): string[] {
  return (Object.keys(conditions) as (keyof MarketFilters)[])
    .filter((name) => filters[name] !== undefined)
    .map((name) => (conditions[name] as (value: unknown, bind: Bind) => string)(filters[name], bind));
}

/**
 * The prices that were in force at some time, as far as known, of the listings of `homes`: until when, and after which.
 * As known now both stand in the files; as known earlier they are worked out from what had been recorded by then.
 */
export function pricesQuery({ paths, knownAt }: Source): string {
  const files = `read_parquet(${texts(paths.prices)})`;
  if (knownAt === undefined) {
    return `SELECT place, listing_id, layer, effective_at, until, price_eur, previous_price_eur FROM ${files}
      WHERE until IS NULL OR until > effective_at`;
  }
  return `SELECT place, listing_id, layer, effective_at, lead(effective_at) OVER held AS until, price_eur,
      lag(price_eur) OVER held AS previous_price_eur
    FROM (
      SELECT p.*, lead(effective_at) OVER (PARTITION BY listing_id ORDER BY effective_at, recorded_at) AS next_at
      FROM ${files} AS p SEMI JOIN homes USING (place, listing_id, layer) WHERE recorded_at <= ${instant(knownAt)}
    ) AS stated
    WHERE price_eur IS NOT NULL AND next_at IS DISTINCT FROM effective_at
    WINDOW held AS (PARTITION BY listing_id ORDER BY effective_at)`;
}

/** All that was stated about prices of the listings of `homes`, as far as known, voids and what was corrected since too. */
export function statedQuery({ paths, knownAt }: Source): string {
  return `SELECT listing_id, effective_at FROM read_parquet(${texts(paths.prices)}) SEMI JOIN homes USING (place, listing_id, layer)
    ${knownAt === undefined ? '' : `WHERE recorded_at <= ${instant(knownAt)}`}`;
}
