import type { Instant } from '../../db/values.ts';
import { parquetFiles } from '../duckdb/parquet-files.ts';
import type { Value } from '../duckdb/questions.ts';
import type { LakePaths } from '../lake/lake-view.ts';
import type { MarketFilters } from './market-filters.ts';
import { instant, periodIndex } from './period-index.sql.ts';
import type { Periods } from './periods.ts';

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

export type HomesShape = { source: Source; filters: MarketFilters; periods: Periods };

/**
 * The states of listings that count and fit, as far as known, as `FROM … WHERE …`; of a listing as many as it had. Of
 * several layers with a listing its last one counts.
 * @param joined what stands between the files and the conditions
 */
export function listingsFrom({ source, filters }: HomesShape, bind: Bind, joined = ''): string {
  const { paths, knownAt } = source;
  const conditions = [
    ...(paths.replaced.length === 0 ? [] : ['(last.layer IS NULL OR l.layer = last.layer)']),
    ...(knownAt === undefined ? [] : [`(known_from IS NULL OR known_from <= ${instant(knownAt)})`]),
    ...conditionsOf(filters, bind),
  ];
  const last = `LEFT JOIN (SELECT listing_id, max(layer) AS layer FROM ${parquetFiles(paths.replaced)} GROUP BY listing_id)
      AS last ON last.listing_id = l.listing_id`;
  return `FROM ${parquetFiles(paths.listings)} AS l ${paths.replaced.length === 0 ? '' : last} ${joined}
    ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}`;
}

/** What is smaller has no surface to speak of. */
export const leastSurfaceM2 = 0.01;

/** A state held at the ends of the periods from `first` up to, and without, `beyond`. */
export function homeColumns({ source, filters, periods }: HomesShape): string[] {
  const count = periods.starts.length;
  const until =
    source.knownAt === undefined
      ? 'valid_to'
      : `CASE WHEN superseded_at > ${instant(source.knownAt)} THEN NULL ELSE valid_to END`;
  return [
    'l.listing_id',
    ...(source.paths.replaced.length === 0 ? [] : ['l.layer']),
    `CASE WHEN surface_area_m2 >= ${leastSurfaceM2} THEN surface_area_m2 END AS surface_m2`,
    `greatest(0, ${periodIndex('valid_from', periods)})::INTEGER AS first`,
    `least(${count}, ${periodIndex(until, periods)})::INTEGER AS beyond`,
    ...(filters.updated_since === undefined ? [] : ['coalesce(valid_from, created_date) AS described_at']),
    ...(isPlaced(filters) ? ['l.place'] : []),
  ];
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

/** Filters that leave few places: files are in the order of place, and what is of no other is passed over. */
const placing = ['city_key', 'postal_code_key', 'country', 'reference', 'ids', 'found'] as const;

/** Between which places the listings of `homes` are, in a variable that a plan takes for a constant; none where they may be anywhere. */
export function placeStatements(filters: MarketFilters): string[] {
  if (!isPlaced(filters)) return [];
  return ["SET VARIABLE places = (SELECT {'first': min(place), 'last': max(place)} FROM homes)"];
}

/** Whether `homes` has places. */
function isPlaced(filters: MarketFilters): boolean {
  return placing.some((name) => filters[name] !== undefined);
}

/** The prices of the lake that may be of the listings of `homes`, as `FROM … WHERE …`. */
function pricesFrom({ source, filters }: HomesShape): string {
  const range = "place >= getvariable('places').first AND place <= getvariable('places').last";
  return `FROM ${parquetFiles(source.paths.prices)} AS p WHERE ${isPlaced(filters) ? range : 'true'}`;
}

/**
 * Rows of prices joined with the states of their listings. Where there are layers, said as a difference they are compared after a
 * join by the id alone, which is a fast one; a semi-join can only be made at once, by both.
 */
export function joinHomes({ source }: HomesShape, kind: '' | 'SEMI' = ''): string {
  const layers = kind === 'SEMI' ? ' AND homes.layer = p.layer' : ' AND p.layer - homes.layer = 0';
  return `${kind} JOIN homes ON homes.listing_id = p.listing_id${source.paths.replaced.length === 0 ? '' : layers}`;
}

const whole = 'p.listing_id, p.layer, effective_at, until, price_eur, previous_price_eur';

/**
 * The prices that were in force at some time, as far as known: until when, and after which. Those that never were may stand
 * among them, until the instant from which they hold, and in no place of the chain: they come to nothing in `spells`. As
 * known earlier it is worked out from what had been recorded by then.
 */
export function pricesQuery(shape: HomesShape): string {
  const { knownAt } = shape.source;
  if (knownAt === undefined) return `SELECT ${whole} ${pricesFrom(shape)}`;
  return `SELECT listing_id, layer, effective_at, lead(effective_at) OVER held AS until, price_eur,
      lag(price_eur) OVER held AS previous_price_eur
    FROM (
      SELECT p.*, lead(effective_at) OVER (PARTITION BY p.listing_id ORDER BY effective_at, recorded_at) AS next_at
      FROM (SELECT * ${pricesFrom(shape)} AND recorded_at <= ${instant(knownAt)}) AS p ${joinHomes(shape, 'SEMI')}
    ) AS stated
    WHERE price_eur IS NOT NULL AND next_at IS DISTINCT FROM effective_at
    WINDOW held AS (PARTITION BY listing_id ORDER BY effective_at)`;
}

/** All that was stated about prices, as far as known: voids, and what was corrected since, too. */
export function statedQuery(shape: HomesShape): string {
  const { knownAt } = shape.source;
  return `SELECT p.listing_id, p.layer, effective_at ${pricesFrom(shape)} ${knownAt === undefined ? '' : `AND recorded_at <= ${instant(knownAt)}`}`;
}
