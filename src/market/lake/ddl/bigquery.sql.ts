import { everyRowOf, type TableName } from './columns.ts';
import { countingViews } from './counting-rows.sql.ts';
import type { Dialect } from './dialect.ts';
import { medianByCity } from './example.sql.ts';
import type { LakeFiles } from './lake-files.ts';

export const bigquery: Dialect = {
  title: 'BigQuery',
  addresses: /^(gs|s3):\/\/[^*\\\p{Cc}]+$/u,
  addressed: 'gs://bucket/folder, or s3://bucket/folder by BigQuery Omni',
  notes: ({ at }) => [
    'The dataset has to be where the bucket is. The types of the columns are those of the files.',
    ...(at.startsWith('s3:')
      ? ['Put the location and the name of your connection to AWS in the place of aws-location.connection.']
      : []),
  ],
  statements: (lake) => [
    'CREATE SCHEMA IF NOT EXISTS lake',
    ...lake.tables.map((table) => externalTable(lake, table)),
    ...countingViews(lake),
    medianByCity({
      monthStart: "TIMESTAMP_TRUNC(CURRENT_TIMESTAMP(), MONTH, 'UTC')",
      median: (of) => `APPROX_QUANTILES(${of}, 2)[OFFSET(1)]`, // an exact one is no aggregate in BigQuery
    }),
  ],
};

/** BigQuery takes no columns where the files say them. */
function externalTable({ at, files }: LakeFiles, table: TableName): string {
  const connection = at.startsWith('s3:') ? '\nWITH CONNECTION `aws-location.connection`' : '';
  const uris = files[table].map((file) => `    ${quoted(file)}`).join(',\n');
  return `CREATE OR REPLACE EXTERNAL TABLE lake.${everyRowOf(table)}${connection}
OPTIONS (
  format = 'PARQUET',
  decimal_target_types = ['NUMERIC'],
  uris = [
${uris}
  ]
)`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
