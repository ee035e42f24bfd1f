import { DuckDbFault } from '../duckdb/duckdb-fault.ts';
import { UnreadableFile } from '../duckdb/unreadable-file.ts';
import { namesOf, type TableName } from './ddl/columns.ts';
import { readWhole } from './lake-months.sql.ts';
import { type Workshop, wholeBookMs } from './make-layer.ts';
import type { Layer, Manifest } from './manifest.ts';

export type FileFinding = {
  /** Of a file, such as `prices/0000000001-5f2c….parquet`. */
  name: string;
  /** What is wrong with it, in words. */
  what: string;
};

const tables: readonly TableName[] = ['prices', 'listings', 'replaced'];

/** Reads every file that counts; what is not there, or cannot be read, or has not as many rows as it should, is told. */
export async function checkFiles(
  workshop: Workshop,
  { layers }: Manifest,
  signal?: AbortSignal,
): Promise<FileFinding[]> {
  const stored = (await Promise.all(tables.map((table) => workshop.store.list(table)))).flat();
  const check: LayerCheck = { ...workshop, stored: new Set(stored.map(({ name }) => name)), signal };
  const findings: FileFinding[] = [];
  for (const layer of layers) {
    for (const table of tables) findings.push(...(await checkTable(check, layer, table)));
  }
  return findings;
}

type LayerCheck = Workshop & { stored: ReadonlySet<string>; signal: AbortSignal | undefined };

async function checkTable(check: LayerCheck, layer: Layer, table: TableName): Promise<FileFinding[]> {
  const findings: FileFinding[] = [];
  let rows = 0;
  for (const name of layer[table]) {
    const found = await readRows(check, { name, table });
    if (typeof found === 'number') rows += found;
    else findings.push({ name, what: found });
  }
  const isWrong = findings.length === 0 && rows !== layer.rows[table];
  const name = layer[table].join(', ') || `${table} of layer ${layer.number}`;
  return isWrong ? [{ name, what: `has ${rows} rows, of ${layer.rows[table]}` }] : findings;
}

/** @returns how many there are, or what is wrong */
async function readRows(
  { store, duckdb, stored, signal }: LayerCheck,
  { name, table }: { name: string; table: TableName },
): Promise<number | string> {
  if (!stored.has(name)) return 'is not there';
  const [path = ''] = await store.paths([name]);
  try {
    const { columns } = await duckdb.ask(
      { statements: [readWhole(path, namesOf(table))] },
      { limitMs: wholeBookMs, signal },
    );
    return Number(columns[0]?.[0]);
  } catch (error) {
    if (error instanceof UnreadableFile || error instanceof DuckDbFault) return `cannot be read: ${error.reason}`;
    throw error;
  }
}
