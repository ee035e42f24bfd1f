import { randomBytes } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDbProcess } from '../duckdb/duckdb-process.ts';
import type { LakeStore } from './lake-store.ts';
import { type DrawnPaths, type LayerPaths, layerStatements, type OutPaths } from './layer-files.sql.ts';
import type { Layer } from './manifest.ts';

export type LayerOptions = {
  /** Of the manifest that brings it. */
  number: number;
  drawn: DrawnPaths;
  /** The layers that it is made one with, from the earliest to the latest. */
  merged: readonly Layer[];
  /** Whether it is the first layer: then it replaces nothing. */
  isFirst: boolean;
  signal?: AbortSignal | undefined;
};

export type Workshop = { store: LakeStore; duckdb: DuckDbProcess };

/** What goes through all prices there are may take long, in ms. */
export const wholeBookMs = 3_600_000;

/**
 * Makes the files of a layer and stores them. Until a manifest names them nobody knows of them.
 * @throws AppError `unavailable` where the store cannot be reached
 */
export async function makeLayer({ store, duckdb }: Workshop, options: LayerOptions): Promise<Layer> {
  const { number, drawn, merged, isFirst, signal } = options;
  const name = `${String(number).padStart(10, '0')}-${randomBytes(6).toString('hex')}.parquet`;
  const path = (table: string) => join(store.workshop, `${table}-${name}`);
  const out: OutPaths = { prices: path('prices'), listings: path('listings'), replaced: path('replaced') };
  try {
    const statements = layerStatements({ number, drawn, merged: await pathsOf(store, merged), out });
    const counted = await duckdb.ask({ statements }, { limitMs: wholeBookMs, signal });
    const [prices = 0, listings = 0, replaced = 0, deleted = 0] = counted.columns.map(([count]) => Number(count));
    const tables = isFirst ? (['prices', 'listings'] as const) : (['prices', 'listings', 'replaced'] as const);
    const bytes = await sizeOf(tables.map((table) => out[table]));
    for (const table of tables) await store.put(`${table}/${name}`, out[table]);
    return {
      ...{ number, bytes, prices: [`prices/${name}`], listings: [`listings/${name}`] },
      replaced: isFirst ? [] : [`replaced/${name}`],
      rows: { prices, listings, replaced: isFirst ? 0 : replaced },
      ...(isFirst || deleted === 0 ? {} : { deleted_at: deletedSince(merged) }),
    };
  } finally {
    for (const each of Object.values(out)) await rm(each, { force: true });
  }
}

async function sizeOf(paths: readonly string[]): Promise<number> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Where the files of layers can be read on this machine. */
export async function pathsOf(store: LakeStore, layers: readonly Layer[]): Promise<LayerPaths> {
  return {
    prices: await store.paths(layers.flatMap(({ prices }) => prices)),
    listings: await store.paths(layers.flatMap(({ listings }) => listings)),
    replaced: await store.paths(layers.flatMap(({ replaced }) => replaced)),
  };
}

function deletedSince(merged: readonly Layer[]): string {
  return merged.find(({ deleted_at }) => deleted_at !== undefined)?.deleted_at ?? new Date().toISOString();
}
