import { parquetFiles } from '../duckdb/parquet-files.ts';
import { drawnIds } from './drawn.sql.ts';
import type { LayerPaths } from './layer-files.sql.ts';

const ms = (column: string) => `coalesce(epoch_ms(${column})::VARCHAR, '-')`;
const hash = (columns: readonly string[]) => `('0x' || left(md5(concat_ws('|', ${columns.join(', ')})), 15))::BIGINT`;
const priceHash = hash([
  ...['listing_id', 'place', ms('effective_at'), ms('recorded_at'), ms('until'), "coalesce(price_eur::VARCHAR, '-')"],
  ...["coalesce(previous_price_eur::VARCHAR, '-')", 'void'],
]);
const stateHash = hash([
  ...['place', 'listing_id', 'version', ms('valid_from'), ms('valid_to'), ms('known_from'), ms('superseded_at')],
  ...['building_type', 'postal_code', 'postal_code_key', 'city', 'city_key', 'country'],
  ...[
    'floor(greatest(least(surface_area_m2, 1e12::DOUBLE), -1e12::DOUBLE) * 1048576)::BIGINT',
    'rooms_count',
    'bedrooms_count',
    "coalesce(reference, '-')",
  ],
  ms('created_date'),
]);

/**
 * The figures of prices by month, in the columns of MonthFigures.
 * @param leftOut path of a file with the ids of listings that do not count
 */
export function priceMonths(layers: LayerPaths, leftOut: string): string {
  const rows = `SELECT effective_at AS instant, price_eur, void, ${priceHash} AS hash FROM (${countingRows(layers, layers.prices, leftOut)})`;
  return byMonth(rows);
}

/** The same of states, by the month in which their listing was created. */
export function stateMonths(layers: LayerPaths, leftOut: string): string {
  const rows = `SELECT created_date AS instant, NULL::DECIMAL(14, 2) AS price_eur, true AS void, ${stateHash} AS hash
    FROM (${countingRows(layers, layers.listings, leftOut)})`;
  return byMonth(rows);
}

/** Of a listing those of its last layer. */
function countingRows({ replaced }: LayerPaths, files: readonly string[], leftOut: string): string {
  const others = `SELECT * FROM ${parquetFiles(files)} WHERE listing_id NOT IN (SELECT listing_id FROM ${drawnIds(leftOut)})`;
  if (replaced.length === 0) return others;
  return `SELECT r.* FROM (${others}) AS r
    LEFT JOIN (SELECT listing_id, max(layer) AS layer FROM ${parquetFiles(replaced)} GROUP BY listing_id) AS last USING (listing_id)
    WHERE last.layer IS NULL OR last.layer = r.layer`;
}

function byMonth(rows: string): string {
  return `SELECT (year(month) * 12 + month(month) - 1)::INTEGER AS month, count, void, sum, hash FROM (
      SELECT date_trunc('month', instant AT TIME ZONE 'UTC') AS month, count(*)::DOUBLE AS count, count(*) FILTER (void)::DOUBLE AS void,
        coalesce(sum(price_eur), 0)::DECIMAL(38, 2)::VARCHAR AS sum, sum(hash)::VARCHAR AS hash
      FROM (${rows}) GROUP BY ALL
    ) ORDER BY month`;
}

/** How many rows a file has, of which every column is read. */
export function readWhole(path: string, columns: readonly string[]): string {
  return `SELECT count(*)::DOUBLE, ${columns.map((name) => `count(${name})`).join(', ')} FROM ${parquetFiles([path])}`;
}
