import { type Column, type ColumnKind, columnsOf, everyRowOf, type TableName } from './columns.ts';
import { countingViews, selectAll } from './counting-rows.sql.ts';
import type { Dialect } from './dialect.ts';
import { medianByCity } from './example.sql.ts';
import { folderOf, type LakeFiles } from './lake-files.ts';

const types: Readonly<Record<ColumnKind, string>> = {
  text: 'String',
  id: 'Int64',
  count: 'Int32',
  instant: "DateTime64(6, 'UTC')",
  euros: 'Decimal(14, 2)',
  area: 'Float64',
  truth: 'Bool',
};

export const clickhouse: Dialect = {
  title: 'ClickHouse',
  addresses: /^[^*?{}\p{Cc}]+$/u,
  addressed: 'an address or a folder without *, ?, { and }, which would be patterns',
  notes: ({ at }) =>
    isUrl(at)
      ? ['Where the server has no keys to the bucket of its own, add them after each address: s3(…, key, secret, …).']
      : ['The folder has to be in the user_files of the server.'],
  statements: (lake) => [
    'CREATE DATABASE IF NOT EXISTS lake',
    ...lake.tables.map((table) => readFiles(lake, table)),
    // Without that a join gives 0 where it finds nothing, unless join_use_nulls is set.
    ...countingViews(lake, { lastLayer: 'toNullable(max(layer))' }),
    medianByCity({
      monthStart: "toDateTime64(toStartOfMonth(now('UTC')), 6, 'UTC')",
      median: (of) => `quantileExactInclusive(0.5)(${of})`,
    }),
  ],
};

function readFiles(lake: LakeFiles, table: TableName): string {
  const structure = columnsOf[table].map((column) => `${column.name} ${typeOf(column)}`).join(', ');
  const read = isUrl(lake.at) ? 's3' : 'file';
  const from = `${read}(\n  ${quoted(pathOf(lake, table))},\n  'Parquet',\n  ${quoted(structure)}\n)`;
  return `CREATE OR REPLACE VIEW lake.${everyRowOf(table)} AS\n${selectAll(table, from)}`;
}

/** One path for all files of a table: a list in braces stands for each of its names. */
function pathOf(lake: LakeFiles, table: TableName): string {
  const folder = folderOf(lake, table);
  const names = lake.files[table].map((file) => file.slice(folder.length));
  return names.length === 1 ? `${folder}${names[0]}` : `${folder}{${names.join(',')}}`;
}

function typeOf({ kind, optional }: Column): string {
  return optional ? `Nullable(${types[kind]})` : types[kind];
}

function isUrl(at: string): boolean {
  return /^[a-z0-9]+:\/\//i.test(at);
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
