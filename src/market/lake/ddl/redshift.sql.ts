import { type ColumnKind, columnsOf, everyRowOf, type TableName } from './columns.ts';
import { countingViews, selectAll } from './counting-rows.sql.ts';
import type { Dialect } from './dialect.ts';
import { medianByCity } from './example.sql.ts';
import { folderOf, type LakeFiles } from './lake-files.ts';

const types: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR(1024)', // in bytes: the longest text is 200 characters
  id: 'BIGINT',
  count: 'INTEGER',
  instant: 'TIMESTAMP', // external tables have no other one
  euros: 'DECIMAL(14, 2)',
  area: 'DOUBLE PRECISION',
  truth: 'BOOLEAN',
};

/** Views do not follow what they read: external tables demand it, and loaded ones can then be made anew. */
const unbound = '\nWITH NO SCHEMA BINDING';

/**
 * Both ways name files without a manifest of Redshift's own: that would have to say the size of each, and be stored in the
 * bucket before. In place a view on the path of each row takes those that count; COPY is given them one at a time.
 */
export const redshift: Dialect = {
  title: 'Redshift',
  addresses: /^s3:\/\/[^\\\p{Cc}]+$/u,
  addressed: 's3://bucket/folder',
  notes: () => [
    'Run the part you want: in place by Spectrum, with the views in lake, or loaded by COPY, with them in lake_loaded.',
    "IAM_ROLE default is the cluster's; another one is IAM_ROLE 'arn:aws:iam::<account>:role/<role>'.",
    'Instants are timestamps without a time zone, in UTC.',
  ],
  statements: (lake) => [...inPlace(lake), ...loaded(lake), example()],
};

function inPlace(lake: LakeFiles): string[] {
  return [
    `-- In place.
CREATE EXTERNAL SCHEMA IF NOT EXISTS lake_folders
FROM DATA CATALOG DATABASE 'pricetrail_lake'
IAM_ROLE default
CREATE EXTERNAL DATABASE IF NOT EXISTS`,
    'CREATE SCHEMA IF NOT EXISTS lake',
    ...lake.tables.flatMap((table) => [
      `DROP TABLE IF EXISTS lake_folders.${table}`,
      `CREATE EXTERNAL TABLE lake_folders.${table} ${columns(table)}
STORED AS PARQUET
LOCATION ${quoted(folderOf(lake, table))}`,
      listedFiles(lake, table),
    ]),
    ...countingViews(lake, { suffix: unbound }),
  ];
}

function loaded(lake: LakeFiles): string[] {
  const schema = 'lake_loaded';
  return [
    '-- Loaded.\nCREATE SCHEMA IF NOT EXISTS lake_loaded',
    'BEGIN',
    ...lake.tables.flatMap((table) => [
      `DROP TABLE IF EXISTS ${schema}.${everyRowOf(table)}`,
      `CREATE TABLE ${schema}.${everyRowOf(table)} ${columns(table)}`,
      ...lake.files[table].map((file) => copy(`${schema}.${everyRowOf(table)}`, file)),
    ]),
    'COMMIT',
    ...countingViews(lake, { schema, suffix: unbound }),
  ];
}

function columns(table: TableName): string {
  return `(\n${columnsOf[table].map(({ name, kind }) => `  ${name} ${types[kind]}`).join(',\n')}\n)`;
}

function listedFiles({ files }: LakeFiles, table: TableName): string {
  const paths = files[table].map((file) => `  ${quoted(file)}`).join(',\n');
  return `CREATE OR REPLACE VIEW lake.${everyRowOf(table)} AS
${selectAll(table, `lake_folders.${table}`)}
WHERE "$path" IN (
${paths}
)${unbound}`;
}

function copy(table: string, file: string): string {
  return `COPY ${table} FROM ${quoted(file)}\nIAM_ROLE default FORMAT AS PARQUET`;
}

function example(): string {
  return medianByCity({
    monthStart: "date_trunc('month', getdate())",
    median: (of) => `median(${of})`,
  });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
