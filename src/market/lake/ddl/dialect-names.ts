/** What `--for` takes. */
export const dialectNames = ['bigquery', 'redshift', 'athena', 'clickhouse', 'duckdb'] as const;

export type DialectName = (typeof dialectNames)[number];
