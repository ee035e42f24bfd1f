import { join } from 'node:path';
import type { Config } from '../config.ts';
import { DuckDbProcess } from './duckdb/duckdb-process.ts';
import type { Workshop } from './lake/make-layer.ts';
import { openStore } from './lake/open-store.ts';

/** What it takes of the settings. */
export type LakeConfig = Pick<Config, 'lakeUrl' | 'dataDir' | 'marketThreads' | 'marketMemory'>;

/** Requests and the database go first. */
const niceness = 10;

/**
 * The lake of the settings, and what reads it and makes its files: a process that is there while it is asked something.
 * @throws AppError `misconfigured` where its place cannot be used
 */
export async function openLake(config: LakeConfig): Promise<Workshop> {
  return { store: await openStore(config), duckdb: openDuckDb(config) };
}

/** Closes both. */
export async function closeLake({ store, duckdb }: Workshop): Promise<void> {
  await duckdb.close();
  await store.close();
}

function openDuckDb({ dataDir, marketThreads, marketMemory }: LakeConfig): DuckDbProcess {
  return new DuckDbProcess({
    threads: marketThreads,
    memoryBytes: marketMemory * 1_048_576,
    spillFolder: join(dataDir, 'spill'),
    niceness,
  });
}
