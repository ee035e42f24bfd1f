import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Layer, type Manifest, storeManifest } from '../../../src/market/lake/manifest.ts';
import type { TestLake } from './test-lake.ts';

export type Damage = {
  table: 'prices' | 'listings' | 'replaced';
  /** Of a layer, from 0. */
  layer: number;
  /** SQL over the rows of its file, `found`. */
  rows: string;
};

/** Stores a next manifest in which a file has other rows. */
export async function damage(lake: TestLake, { table, layer: at, rows }: Damage): Promise<void> {
  const { store, duckdb } = lake.making;
  const latest = await lake.latest();
  const layer = latest.layers[at];
  const [file = ''] = layer?.[table] ?? [];
  assert.ok(layer && file);
  const [path = ''] = await store.paths([file]);
  const draft = join(store.workshop, randomUUID());
  const statements = [
    `COPY (WITH found AS (SELECT * FROM read_parquet('${path}')) ${rows}) TO '${draft}' (FORMAT parquet)`,
    `SELECT count(*)::DOUBLE FROM read_parquet('${draft}')`,
  ];
  const { columns } = await duckdb.ask({ statements }, { limitMs: 60_000 });
  const name = `${table}/${randomUUID()}.parquet`;
  await store.put(name, draft);
  const damaged: Layer = { ...layer, [table]: [name], rows: { ...layer.rows, [table]: Number(columns[0]?.[0]) } };
  await put(lake, { ...latest, layers: latest.layers.with(at, damaged) });
}

/** Stores a manifest as the next one. */
export async function put(lake: TestLake, manifest: Manifest): Promise<void> {
  assert.ok(await storeManifest(lake.making.store, { ...manifest, number: (await lake.latest()).number + 1 }));
}
