import { AppError } from '../../../errors.ts';
import type { Manifest } from '../manifest.ts';
import { athena } from './athena.sql.ts';
import { bigquery } from './bigquery.sql.ts';
import { clickhouse } from './clickhouse.sql.ts';
import type { Dialect } from './dialect.ts';
import type { DialectName } from './dialect-names.ts';
import { duckdb } from './duckdb.sql.ts';
import { lakeFiles } from './lake-files.ts';
import { redshift } from './redshift.sql.ts';

const dialects: Readonly<Record<DialectName, Dialect>> = { bigquery, redshift, athena, clickhouse, duckdb };

/**
 * The statements by which an engine queries the files of a lake that count now, or loads them, with an example.
 * @param lake.manifest the state of the lake
 * @param lake.at the address under which the engine sees the files: a folder, or such as s3://bucket/folder
 * @returns SQL in the dialect, each statement ended by a semicolon
 * @throws AppError `invalid` where the engine does not read that address; `not_found` where the lake has no listings
 */
export function ddlFor(name: DialectName, { manifest, at }: { manifest: Manifest; at: string }): string {
  const dialect = dialects[name];
  const lake = lakeFiles(manifest, at);
  if (!dialect.addresses.test(lake.at)) throw unread(dialect, at);
  if (lake.files.listings.length === 0 || lake.files.prices.length === 0) {
    throw new AppError('not_found', 'The lake has no listings yet, so there are no files to make tables of.');
  }
  const comments = [...heading(manifest, { title: dialect.title, at }), ...dialect.notes(lake)];
  const statements = dialect.statements(lake).map((statement) => `${statement};`);
  return `${[comments.map((line) => `-- ${line}`).join('\n'), ...statements].join('\n\n')}\n`;
}

function heading({ number, as_of, layers }: Manifest, { title, at }: { title: string; at: string }): string[] {
  const several = `It has ${layers.length} layers; pricetrail lake compact makes them one, which is faster to ask.`;
  return [
    // As JSON, since a name with a line break in it would end the comment.
    `For ${title}: the lake at ${JSON.stringify(at)}, manifest ${number}, as of ${as_of}.`,
    'Files never change. Once others have replaced them they stay for at least one hour: print this anew by then.',
    ...(layers.length > 1 ? [several] : []),
  ];
}

function unread({ title, addressed }: Dialect, at: string): AppError {
  const message = `${title} reads ${addressed}, not ${JSON.stringify(at)}: say with --at under which address it sees the files.`;
  return new AppError('invalid', message);
}
