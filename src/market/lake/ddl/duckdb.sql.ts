import { everyRowOf, type TableName } from './columns.ts';
import { countingViews, selectAll } from './counting-rows.sql.ts';
import type { Dialect } from './dialect.ts';
import { medianByCity } from './example.sql.ts';
import type { LakeFiles } from './lake-files.ts';

export const duckdb: Dialect = {
  title: 'DuckDB',
  addresses: /^./s,
  addressed: 'a folder or the address of a bucket',
  notes: ({ at }) =>
    at.startsWith('s3://')
      ? ['First, for the keys to the bucket: CREATE SECRET (TYPE s3, PROVIDER credential_chain);']
      : [],
  statements: (lake) => [
    'CREATE SCHEMA IF NOT EXISTS lake',
    ...lake.tables.map((table) => readFiles(lake, table)),
    ...countingViews(lake),
    medianByCity({
      monthStart: "date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'",
      median: (of) => `median(${of})`,
    }),
  ],
};

function readFiles({ files }: LakeFiles, table: TableName): string {
  const list = files[table].map((file) => `    ${quoted(literally(file))}`).join(',\n');
  return `CREATE OR REPLACE VIEW lake.${everyRowOf(table)} AS\n${selectAll(table, `read_parquet([\n${list}\n  ], hive_partitioning = false)`)}`;
}

/** What would be a pattern of names is put between brackets: it then stands for itself. */
function literally(file: string): string {
  return file.replaceAll(/[*?[]/g, '[$&]');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
