import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { LakeStore } from '../../../src/market/lake/lake-store.ts';
import { type Manifest, manifestName, readLatest, readNext, storeManifest } from '../../../src/market/lake/manifest.ts';
import { putSome, type Stores, startStores } from '../../support/lake/stores.ts';

let stores: Stores;
before(async () => {
  stores = await startStores();
});
after(async () => await stores.stop());

const manifestOf = (number: number, cursor: string): Manifest => {
  const layer = {
    number,
    replaced: [],
    prices: [],
    listings: [],
    bytes: 0,
    rows: { prices: 0, listings: 0, replaced: 0 },
  };
  return { format: 1, number, cursor, as_of: '2026-01-01T00:00:00.000Z', layers: [layer] };
};

for (const [kind, open] of [
  ['a folder', async () => await stores.folder()],
  ['S3', async () => await stores.s3()],
] as const) {
  describe(`a lake in ${kind}`, () => {
    let store: LakeStore;
    before(async () => {
      store = await open();
    });

    test('has nothing at first', async () => {
      assert.deepEqual(await store.list('manifests'), []);
      assert.equal(await store.read('manifests/0000000001.json'), undefined);
      assert.equal(await readLatest(store), undefined);
    });

    test('has what was stored, once', async () => {
      assert.equal(await store.putNew('manifests/a.json', Buffer.from('first')), true);
      assert.equal(await store.putNew('manifests/a.json', Buffer.from('second')), false);
      assert.equal(String(await store.read('manifests/a.json')), 'first');
      assert.equal(await store.putNew('manifests/empty.json', Buffer.alloc(0)), true);
      assert.deepEqual(await store.read('manifests/empty.json'), Buffer.alloc(0));
    });

    test('takes one of twenty who store the same name at once, and says to whom', async () => {
      for (let round = 0; round < 3; round += 1) {
        const name = `manifests/race-${round}.json`;
        const texts = Array.from({ length: 20 }, (_, at) => `writer ${at}`);
        const won = await Promise.all(texts.map(async (text) => await store.putNew(name, Buffer.from(text))));
        assert.equal(won.filter(Boolean).length, 1);
        assert.equal(String(await store.read(name)), texts[won.indexOf(true)]);
      }
    });

    test('takes files away from where they were made, and has them on this machine', async () => {
      const path = join(store.workshop, 'made');
      await writeFile(path, 'columns');
      await store.put('prices/made.parquet', path);
      await assert.rejects(stat(path), { code: 'ENOENT' });
      const [copy = ''] = await store.paths(['prices/made.parquet']);
      assert.equal(await readFile(copy, 'utf8'), 'columns');
      assert.equal(String(await store.read('prices/made.parquet')), 'columns');
    });

    test('lists the files of one folder by their names, with when they were stored', async () => {
      for (const name of ['b', 'a', 'c-10', 'c-9']) await putSome(store, `listings/${name}.parquet`);
      const files = await store.list('listings');
      const names = ['a', 'b', 'c-10', 'c-9'].map((name) => `listings/${name}.parquet`);
      assert.deepEqual(
        files.map(({ name }) => name),
        names,
      );
      for (const { storedAt } of files) assert.ok(Math.abs(Date.now() - storedAt) < 60_000, String(storedAt));
    });

    test('removes files, those that are not there too', async () => {
      await putSome(store, 'replaced/gone.parquet');
      await putSome(store, 'replaced/left.parquet');
      for (let time = 0; time < 2; time += 1) await store.remove(['replaced/gone.parquet', 'replaced/never.parquet']);
      await store.remove([]);
      assert.deepEqual(
        (await store.list('replaced')).map(({ name }) => name),
        ['replaced/left.parquet'],
      );
      assert.equal(await store.read('replaced/gone.parquet'), undefined);
    });

    test('gives the paths of many to many, in their order', async () => {
      const names = Array.from({ length: 12 }, (_, at) => `prices/many-${at}.parquet`);
      const contents = await Promise.all(names.map(async (name) => await putSome(store, name)));
      const asked = await Promise.all(Array.from({ length: 5 }, async () => await store.paths(names)));
      for (const paths of asked)
        for (const [at, path] of paths.entries()) assert.deepEqual(await readFile(path), contents[at]);
    });

    test('keeps files of megabytes as they are', async () => {
      const content = await putSome(store, 'prices/large.parquet', 5_000_001);
      assert.ok(content.equals((await store.read('prices/large.parquet')) ?? Buffer.alloc(0)));
    });

    test('goes from one manifest to the next, which one writer makes', async () => {
      const lake = await open();
      assert.equal(await storeManifest(lake, manifestOf(1, 'one')), true);
      const told = await Promise.all(['two', 'other'].map(async (c) => await storeManifest(lake, manifestOf(2, c))));
      assert.deepEqual(told.toSorted(), [false, true]);
      const latest = await readLatest(lake);
      assert.equal(latest?.cursor, told[0] ? 'two' : 'other');
      assert.deepEqual(await readNext(lake, manifestOf(1, 'one')), latest);
      assert.equal(await readNext(lake, manifestOf(2, '')), undefined);
      await lake.putNew(manifestName(3), Buffer.from('{}'));
      await assert.rejects(readLatest(lake), { code: 'misconfigured', message: /0000000003\.json is no manifest/ });
    });
  });
}
