import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export type ParquetRow = Record<string, unknown>;

/** What a query of DuckDB finds in a Parquet file, which it calls `file`: with its values as JSON has them. */
export async function queryParquet(bytes: Uint8Array, query: string): Promise<ParquetRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pricetrail-parquet-'));
  const path = join(folder, 'file.parquet');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await writeFile(path, bytes);
    await connection.run("SET TimeZone = 'UTC'");
    const reader = await connection.runAndReadAll(query.replaceAll(/\bfile\b/g, `'${path}'`));
    return reader.getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true });
  }
}

/** All rows, with instants as the API prints them and whole numbers and euros as numbers; JSON is read. */
export async function readParquet(bytes: Uint8Array): Promise<ParquetRow[]> {
  const types = await queryParquet(bytes, 'SELECT column_name, column_type FROM (DESCRIBE FROM file)');
  const columns = types.map(({ column_name: name, column_type: type }) =>
    type === 'TIMESTAMP WITH TIME ZONE' ? `strftime("${name}", '%Y-%m-%dT%H:%M:%S.%gZ') AS "${name}"` : `"${name}"`,
  );
  const read = new Map(
    types.map(({ column_name, column_type }) => [String(column_name), readerOf(String(column_type))]),
  );
  const rows = await queryParquet(bytes, `SELECT ${columns.join(', ')} FROM file`);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value === null ? null : read.get(name)?.(value)]),
    ),
  );
}

function readerOf(type: string): (value: unknown) => unknown {
  if (/^(BIGINT|DECIMAL)/.test(type)) return Number;
  return type === 'JSON' ? (value) => JSON.parse(String(value)) : (value) => value;
}
