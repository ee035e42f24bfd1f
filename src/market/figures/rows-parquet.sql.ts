import type { Statement } from '../duckdb/questions.ts';
import { text } from '../duckdb/text.ts';

/** Writes rows, given as JSON, into a Parquet file, with these columns. */
export function parquetStatements(
  rows: readonly Readonly<Record<string, unknown>>[],
  { columns, path }: { columns: Readonly<Record<string, string>>; path: string },
): Statement[] {
  const names = Object.keys(columns).map((name) => `"${name}"`);
  return [
    {
      sql: `CREATE TEMP TABLE answer AS
        SELECT unnest(from_json($rows, ${text(JSON.stringify([columns]))}), recursive := true)`,
      values: { rows: JSON.stringify(rows) },
    },
    `COPY (SELECT ${names.join(', ')} FROM answer) TO ${text(path)} (FORMAT parquet, COMPRESSION zstd)`,
  ];
}
