import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { cleanLake, keptMs } from '../../../src/market/lake/clean-lake.ts';
import { openFolderStore } from '../../../src/market/lake/folder-store.ts';
import type { LakeStore } from '../../../src/market/lake/lake-store.ts';
import { type Manifest, manifestName, storeManifest } from '../../../src/market/lake/manifest.ts';
import { memoryFolder } from '../../support/memory-folder.ts';

let parent: string;
before(async () => {
  parent = await mkdtemp(join(await memoryFolder(), 'pricetrail-clean-'));
});
after(async () => await rm(parent, { recursive: true, force: true }));

const now = Date.now();
const names = Array.from({ length: 8 }, (_, n) => `prices/${n}.parquet`);

async function newLake(): Promise<{ folder: string; store: LakeStore }> {
  const folder = await mkdtemp(join(parent, 'lake-'));
  for (const name of ['prices', 'manifests']) await mkdir(join(folder, name));
  return { folder, store: await openFolderStore(folder) };
}

async function aged(folder: string, name: string, agoMs: number): Promise<void> {
  await utimes(join(folder, name), new Date(now - agoMs), new Date(now - agoMs));
}

async function putFile({ folder }: { folder: string }, name: string, agoMs: number): Promise<void> {
  await writeFile(join(folder, name), 'x');
  await aged(folder, name, agoMs);
}

async function putManifest(
  { folder, store }: { folder: string; store: LakeStore },
  { number, prices }: { number: number; prices: string[] },
  agoMs: number,
): Promise<void> {
  const layer = { number, replaced: [], prices, listings: [], bytes: 0, rows: { prices: 1, listings: 1, replaced: 0 } };
  const manifest: Manifest = { format: 1, number, cursor: 'c', as_of: '2026-01-01T00:00:00.000Z', layers: [layer] };
  assert.ok(await storeManifest(store, manifest));
  await aged(folder, manifestName(number), agoMs);
}

const minutes = fc.integer({ min: 0, max: 300 });
const manifests = fc.array(fc.record({ after: minutes, prices: fc.subarray(names) }), { minLength: 1, maxLength: 6 });

test('no file is removed that is young, or that a manifest names which counted within the hour; all others are', async () => {
  const property = fc.asyncProperty(
    manifests,
    fc.array(minutes, { minLength: 8, maxLength: 8 }),
    async (plan, ages) => {
      const lake = await newLake();
      for (const [at, name] of names.entries()) await putFile(lake, name, (ages[at] ?? 0) * 60_000 + 5_000);
      const ago = (at: number) => plan.slice(at + 1).reduce((sum, each) => sum + each.after, 0) * 60_000;
      for (const [at, { prices }] of plan.entries()) await putManifest(lake, { number: at + 1, prices }, ago(at));
      await cleanLake(lake.store, now);
      const counted = plan.filter((_, at) => at === plan.length - 1 || ago(at + 1) <= keptMs);
      const named = new Set(counted.flatMap(({ prices }) => prices));
      const left = names.filter((name, at) => named.has(name) || (ages[at] ?? 0) * 60_000 + 5_000 <= keptMs);
      assert.deepEqual(await filesIn(lake.folder, 'prices'), left);
      assert.equal((await filesIn(lake.folder, 'manifests')).length, counted.length);
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

async function filesIn(folder: string, name: string): Promise<string[]> {
  return (await readdir(join(folder, name))).toSorted().map((file) => `${name}/${file}`);
}

test('of a lake that another version made nothing is removed, as long as its manifest counts', async () => {
  const lake = await newLake();
  await putFile(lake, 'prices/new.parquet', 10 * keptMs);
  await putManifest(lake, { number: 1, prices: [] }, 5 * keptMs);
  await lake.store.putNew(manifestName(2), Buffer.from('{"format": 2, "files": ["prices/new.parquet"]}'));
  await aged(lake.folder, manifestName(2), 4 * keptMs);
  await cleanLake(lake.store, now);
  assert.deepEqual(await filesIn(lake.folder, 'prices'), ['prices/new.parquet']);
  await putManifest(lake, { number: 3, prices: [] }, 2 * keptMs);
  await cleanLake(lake.store, now);
  assert.deepEqual(await filesIn(lake.folder, 'prices'), []);
  assert.deepEqual(await filesIn(lake.folder, 'manifests'), [manifestName(3)]);
});

test('what somebody was making who was ended goes from the workshop after an hour', async () => {
  const lake = await newLake();
  await putManifest(lake, { number: 1, prices: [] }, 0);
  await putFile(lake, 'workshop/old', keptMs + 5_000);
  await putFile(lake, 'workshop/young', keptMs - 5_000);
  await cleanLake(lake.store, now);
  assert.deepEqual(await filesIn(lake.folder, 'workshop'), ['workshop/young']);
});

test('where there is no manifest yet, nothing is removed', async () => {
  const lake = await newLake();
  await putFile(lake, 'prices/old.parquet', 2 * keptMs);
  await cleanLake(lake.store, now);
  assert.deepEqual(await filesIn(lake.folder, 'prices'), ['prices/old.parquet']);
});
