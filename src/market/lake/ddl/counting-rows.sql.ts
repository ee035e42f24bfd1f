import { everyRowOf, namesOf, type TableName } from './columns.ts';
import type { LakeFiles } from './lake-files.ts';

/** What differs between dialects in the views; left out: what standard SQL says. */
export type ViewOptions = {
  /** The schema of the views and of what they read. */
  schema?: string;
  /** The last layer that replaced a listing, null where a join finds none. */
  lastLayer?: string;
  /** What stands after the query of a view. */
  suffix?: string;
};

/**
 * The views `listings` and `prices`, of the rows that count: of a listing those of the last layer that has it. They read
 * `layered_listings`, `layered_prices` and `replaced`, which have every row of the files.
 *
 * They are views even where there is one layer, so that the next print, of several, can replace them.
 */
export function countingViews({ files }: LakeFiles, options: ViewOptions = {}): string[] {
  const view = files.replaced.length > 0 ? lastLayerView : wholeView;
  return [view('listings', options), view('prices', options)];
}

export function selectAll(table: TableName, from: string): string {
  return `SELECT\n  ${namesOf(table).join(',\n  ')}\nFROM ${from}`;
}

function wholeView(table: TableName, { schema = 'lake', suffix = '' }: ViewOptions): string {
  return `CREATE OR REPLACE VIEW ${schema}.${table} AS\n${selectAll(table, `${schema}.${everyRowOf(table)}`)}${suffix}`;
}

function lastLayerView(table: TableName, options: ViewOptions): string {
  const { schema = 'lake', lastLayer = 'max(layer)', suffix = '' } = options;
  return `CREATE OR REPLACE VIEW ${schema}.${table} AS
SELECT
  ${namesOf(table)
    .map((name) => `l.${name} AS ${name}`)
    .join(',\n  ')}
FROM ${schema}.${everyRowOf(table)} AS l
LEFT JOIN (
  SELECT listing_id, ${lastLayer} AS layer FROM ${schema}.replaced GROUP BY listing_id
) AS r ON r.listing_id = l.listing_id
WHERE r.layer IS NULL OR r.layer = l.layer${suffix}`;
}
