import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { DuckDbProcess } from './duckdb/duckdb-process.ts';
import type { DuckDbSettings } from './duckdb/questions.ts';
import type { Workshop } from './lake/make-layer.ts';
import { openStore } from './lake/open-store.ts';

/** What it takes of the settings. */
export type LakeConfig = Pick<Config, 'lakeUrl' | 'dataDir' | 'marketThreads' | 'marketMemory'>;

/** Requests and the database go first. */
const niceness = 10;
/** What Node and DuckDB take for themselves, in bytes, with room for what is not given back. */
const ofProcess = 256 * 1_048_576;

/**
 * The lake of the settings, and what reads it and makes its files: a process that is there while it is asked something.
 * @param only 'reading' needs no right to write
 * @throws AppError `misconfigured` where its place cannot be used
 */
export async function openLake(config: LakeConfig, only?: 'reading'): Promise<Workshop> {
  return { store: await openStore(config, only), duckdb: new DuckDbProcess(settingsOf(config)) };
}

/** For questions of others: it is only read, and what they may make it take is bounded, whatever they ask. */
export async function openLakeForQuestions(config: LakeConfig): Promise<Workshop> {
  const settings = settingsOf(config);
  const duckdb = new DuckDbProcess({ ...settings, residentBytes: settings.memoryBytes + ofProcess });
  return { store: await openStore(config, 'reading'), duckdb };
}

/** Closes both. */
export async function closeLake({ store, duckdb }: Workshop): Promise<void> {
  await duckdb.close();
  await store.close();
}

function settingsOf({ dataDir, marketThreads, marketMemory }: LakeConfig): DuckDbSettings {
  return {
    threads: marketThreads,
    memoryBytes: marketMemory * 1_048_576,
    spillFolder: join(dataDir, 'spill'),
    niceness,
  };
}
