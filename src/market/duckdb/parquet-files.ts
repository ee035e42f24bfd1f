import { texts } from './text.ts';

/** Files as a table. Of `name=value` in a path DuckDB would make a column, in place of that of the files. */
export function parquetFiles(paths: readonly string[]): string {
  return `read_parquet(${texts(paths)}, hive_partitioning = false)`;
}
