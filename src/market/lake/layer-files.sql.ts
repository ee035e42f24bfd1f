import { parquetFiles } from '../duckdb/parquet-files.ts';
import { text } from '../duckdb/text.ts';
import { drawnIds, drawnPrices, drawnStates } from './drawn.sql.ts';

/** Paths of files that were drawn from PostgreSQL: all there is of the listings whose ids are in one of them. */
export type DrawnPaths = { ids: string; prices: string; states: string };

/** Paths of the files of layers, from the earliest to the latest. */
export type LayerPaths = { prices: readonly string[]; listings: readonly string[]; replaced: readonly string[] };

/** Where the files of a layer are written. */
export type OutPaths = { prices: string; listings: string; replaced: string };

export type LayerParts = {
  number: number;
  /** What is new in it; nothing, where earlier layers are made one. */
  drawn: DrawnPaths;
  /** What it is made of too: the layers right before it. */
  merged: LayerPaths;
  out: OutPaths;
};

const stateColumns = `place, listing_id, version, valid_from, valid_to, known_from, superseded_at, building_type,
  postal_code, postal_code_key, city, city_key, country, surface_area_m2, rooms_count, bedrooms_count, reference, created_date`;

const priceColumns = 'place, listing_id, effective_at, recorded_at, until, price_eur, previous_price_eur, void';

/** Row groups are what is passed over: with fewer rows more of them hold one place alone, and they take more room. */
const asParquet = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 6, PARQUET_VERSION v2, ROW_GROUP_SIZE 40960';

/**
 * Writes the files of a layer; rows stand in the order of their place, so that who asks for one reads little else.
 * The last statement tells how many rows there are, and of how many listings nothing is left.
 */
export function layerStatements({ number, drawn, merged, out }: LayerParts): string[] {
  return [
    `CREATE TEMP TABLE replaced AS ${replacedRows(number, drawn, merged.replaced)}`,
    `CREATE TEMP TABLE state AS ${drawnStates(drawn.states)}`,
    `CREATE TEMP TABLE kept AS ${keptStates(merged.listings)}`,
    `CREATE TEMP TABLE price AS ${drawnPrices(drawn.prices)}`,
    `CREATE TEMP TABLE listing AS SELECT ${stateColumns} FROM state UNION ALL SELECT ${stateColumns} FROM kept`,
    copy(
      `SELECT *, ${number}::BIGINT AS layer FROM listing ORDER BY place, listing_id, valid_to NULLS LAST, version`,
      out.listings,
    ),
    `CREATE TEMP TABLE all_prices AS ${allPrices(merged.prices)}`,
    copy(
      `SELECT *, ${number}::BIGINT AS layer FROM all_prices ORDER BY place, listing_id, effective_at, recorded_at`,
      out.prices,
    ),
    copy(`SELECT DISTINCT listing_id, ${number}::BIGINT AS layer FROM replaced ORDER BY listing_id`, out.replaced),
    `SELECT (SELECT count(*) FROM all_prices)::DOUBLE AS prices, (SELECT count(*) FROM listing)::DOUBLE AS listings,
      (SELECT count(DISTINCT listing_id) FROM replaced)::DOUBLE AS replaced,
      (SELECT count(DISTINCT listing_id) FROM replaced WHERE listing_id NOT IN (SELECT listing_id FROM listing))::DOUBLE AS deleted`,
  ];
}

function copy(query: string, path: string): string {
  return `COPY (${query}) TO ${text(path)} (${asParquet})`;
}

/** Which listings each layer brings anew, or without. */
function replacedRows(number: number, drawn: DrawnPaths, merged: readonly string[]): string {
  const fresh = `SELECT listing_id, ${number}::BIGINT AS layer FROM ${drawnIds(drawn.ids)}`;
  return merged.length === 0 ? fresh : `${fresh} UNION ALL SELECT listing_id, layer FROM ${parquetFiles(merged)}`;
}

/** The states of listings that no later layer of them replaces. */
function keptStates(files: readonly string[]): string {
  if (files.length === 0) return `SELECT ${stateColumns}, 0::BIGINT AS layer FROM state LIMIT 0`;
  return `SELECT l.* FROM ${parquetFiles(files)} AS l
      LEFT JOIN (SELECT listing_id, max(layer) AS layer FROM replaced GROUP BY listing_id) AS last USING (listing_id)
    WHERE last.layer IS NULL OR l.layer = last.layer`;
}

function allPrices(files: readonly string[]): string {
  const drawn = `SELECT ${priceColumns} FROM price JOIN (SELECT DISTINCT listing_id, place FROM state) USING (listing_id)`;
  if (files.length === 0) return drawn;
  return `${drawn} UNION ALL SELECT ${priceColumns} FROM ${parquetFiles(files)}
    SEMI JOIN kept USING (listing_id, layer)`;
}
