import { type ColumnKind, columnsOf, everyRowOf, type TableName } from './columns.ts';
import { countingViews, selectAll } from './counting-rows.sql.ts';
import type { Dialect } from './dialect.ts';
import { medianByCity } from './example.sql.ts';
import { folderOf, type LakeFiles } from './lake-files.ts';

const types: Readonly<Record<ColumnKind, string>> = {
  text: 'string',
  id: 'bigint',
  count: 'int',
  instant: 'timestamp',
  euros: 'decimal(14, 2)',
  area: 'double',
  truth: 'boolean',
};

/**
 * Athena reads whole folders: a view on the path of each row leaves out the files that do not count, before they are read.
 * A list of symbolic links would do so, too, but is one more file that somebody has to write into the bucket.
 */
export const athena: Dialect = {
  title: 'Athena',
  addresses: /^s3:\/\/[^'\\\p{Cc}]+$/u, // a quote in LOCATION: its escape is written down nowhere
  addressed: "s3://bucket/folder, without ' and \\",
  notes: () => [
    'Run one statement at a time. The tables are of folders, with files that do not count: ask the views.',
    'Instants are timestamps without a time zone, in UTC.',
  ],
  statements: (lake) => [
    'CREATE DATABASE IF NOT EXISTS lake',
    ...lake.tables.flatMap((table) => [folderTable(lake, table), listedFiles(lake, table)]),
    ...countingViews(lake),
    medianByCity({
      monthStart: "date_trunc('month', CAST(current_timestamp AT TIME ZONE 'UTC' AS timestamp))",
      median: (of) => `approx_percentile(${of}, 0.5)`, // there is no exact one
    }),
  ],
};

function folderTable(lake: LakeFiles, table: TableName): string {
  const columns = columnsOf[table].map(({ name, kind }) => `  ${name} ${types[kind]}`).join(',\n');
  return `CREATE EXTERNAL TABLE IF NOT EXISTS lake.${table}_folder (
${columns}
)
STORED AS PARQUET
LOCATION '${folderOf(lake, table)}'`;
}

function listedFiles({ files }: LakeFiles, table: TableName): string {
  const paths = files[table].map((file) => `  '${file}'`).join(',\n');
  return `CREATE OR REPLACE VIEW lake.${everyRowOf(table)} AS
${selectAll(table, `lake.${table}_folder`)}
WHERE "$path" IN (
${paths}
)`;
}
