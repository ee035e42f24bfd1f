import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { FileCache } from '../../../src/market/lake/file-cache.ts';
import type { S3Limits } from '../../../src/market/lake/s3-client.ts';
import * as meets from '../../support/lake/faults.ts';
import { impatient, putSome, type Stores, startStores } from '../../support/lake/stores.ts';
import { until } from '../../support/until.ts';

let stores: Stores;
before(async () => {
  stores = await startStores();
});
afterEach(() => stores.server.meet(undefined));
after(async () => await stores.stop());

/** A lake with files, and another opening of it on a machine that has none of them. */
async function withFiles(count: number, limits?: S3Limits) {
  const writer = await stores.s3();
  const names = Array.from({ length: count }, (_, at) => `prices/${at}.parquet`);
  const contents = await Promise.all(names.map(async (name) => await putSome(writer, name, 2_000)));
  const cacheFolder = await stores.newFolder();
  const open = async () => await stores.s3({ url: writer.place, cacheFolder, ...(limits && { limits }) });
  stores.server.requests.length = 0;
  return { names, contents, cacheFolder, open, store: await open() };
}

const downloads = () => stores.server.requests.filter((request) => request.startsWith('GET')).length;

async function backdate(path: string, minutes: number): Promise<void> {
  const time = new Date(Date.now() - minutes * 60_000);
  await utimes(path, time, time);
}

test('a file is downloaded once, however many ask for it at once and later', async () => {
  const { names, contents, store, open } = await withFiles(20);
  const asked = await Promise.all(Array.from({ length: 10 }, async () => await store.paths(names)));
  for (const paths of asked)
    for (const [at, path] of paths.entries()) assert.deepEqual(await readFile(path), contents[at]);
  await store.paths(names);
  await (await open()).paths(names);
  assert.equal(downloads(), 20);
});

test('who has stored a file does not download it', async () => {
  const writer = await stores.s3();
  await putSome(writer, 'prices/own.parquet');
  stores.server.requests.length = 0;
  await writer.paths(['prices/own.parquet']);
  assert.deepEqual(stores.server.requests, []);
});

test('processes that share the folder have whole files, whoever brings them', async () => {
  const { names, contents, open } = await withFiles(10);
  const others = await Promise.all([open(), open(), open()]);
  const paths = await Promise.all(others.map(async (store) => await store.paths(names)));
  for (const each of paths)
    for (const [at, path] of each.entries()) assert.deepEqual(await readFile(path), contents[at]);
});

test('eight are downloaded at a time', async () => {
  let [now, most] = [0, 0];
  const cache = await FileCache.open(await stores.newFolder(), async (_, path) => {
    now += 1;
    most = Math.max(most, now);
    await sleep(2);
    await writeFile(path, 'x');
    now -= 1;
  });
  await Promise.all(
    [1, 2, 3].map((part) => cache.paths(Array.from({ length: 10 }, (_, at) => `prices/${part}-${at}`))),
  );
  assert.equal(most, 8);
});

for (const [what, fault] of Object.entries({ 'is cut': meets.cuts, 'stays away': meets.stalls })) {
  test(`a download that ${what} leaves nothing`, async () => {
    const { names, cacheFolder, store } = await withFiles(1, impatient);
    stores.server.meet(fault);
    await assert.rejects(store.paths(names), { code: 'unavailable' });
    assert.deepEqual(await readdir(join(cacheFolder, 'prices')), []);
    assert.deepEqual(await readdir(join(cacheFolder, 'downloads')), []);
  });
}

test('a download that was cut is tried again, and is whole then', async () => {
  const { names, contents, store } = await withFiles(1);
  stores.server.meet(meets.cuts, { times: 2 });
  const [path = ''] = await store.paths(names);
  assert.deepEqual(await readFile(path), contents[0]);
});

test('an answer that does not tell its length is not kept, since nobody knows whether it is whole', async () => {
  const { names, cacheFolder, store } = await withFiles(1);
  stores.server.meet(meets.answers('columns'));
  await assert.rejects(store.paths(names), { code: 'unavailable', message: /came in part only/ });
  assert.deepEqual(await readdir(join(cacheFolder, 'prices')), []);
});

test('a file that the lake should have and has not is a failure', async () => {
  const { store } = await withFiles(0);
  await assert.rejects(store.paths(['prices/never.parquet']), { code: 'unavailable', message: /NoSuchKey/ });
});

test('a file that somebody deleted is downloaded anew', async () => {
  const { names, contents, store } = await withFiles(2);
  const [path = ''] = await store.paths(names);
  await rm(path);
  await store.paths(names);
  assert.deepEqual(await readFile(path), contents[0]);
  assert.equal(downloads(), 3);
});

test('what is needed no more goes once it has not been of use for an hour; what is needed, never', async () => {
  const { names, store } = await withFiles(4);
  const paths = await store.paths(names);
  const [needed = '', old = '', used = '', fresh = ''] = paths;
  for (const path of [needed, old, used]) await backdate(path, 70);
  await backdate(fresh, 50);
  await store.paths([names[2] ?? '']);
  await store.keep(new Set(names.slice(0, 1)));
  const left = await Promise.all(
    paths.map(
      async (path) =>
        await stat(path).then(
          () => true,
          () => false,
        ),
    ),
  );
  assert.deepEqual(left, [true, false, true, true]);
  await store.keep(new Set());
  assert.ok(await stat(needed), 'it was needed just now');
});

test('a process that is killed while it downloads leaves no file in part, and nobody waits for it', async () => {
  const { names, contents, cacheFolder, open } = await withFiles(1);
  const store = await open();
  stores.server.meet(meets.stalls);
  const script = fileURLToPath(new URL('../../support/lake/download.ts', import.meta.url));
  const child = spawn(process.execPath, [script, store.place, cacheFolder, ...names], { stdio: 'inherit' });
  await until('a download has begun', async () => (await sizeOfFirst(join(cacheFolder, 'downloads'))) > 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.deepEqual(await readdir(join(cacheFolder, 'prices')), []);
  stores.server.meet(undefined);
  const [path = ''] = await store.paths(names);
  assert.deepEqual(await readFile(path), contents[0]);
  const [left = ''] = await readdir(join(cacheFolder, 'downloads'));
  await backdate(join(cacheFolder, 'downloads', left), 61);
  await store.keep(new Set(names));
  assert.deepEqual(await readdir(join(cacheFolder, 'downloads')), []);
});

async function sizeOfFirst(folder: string): Promise<number> {
  const [name] = await readdir(folder);
  return name === undefined ? 0 : (await stat(join(folder, name))).size;
}

test('what killed processes left goes, what is under way stays', async () => {
  const { cacheFolder, store } = await withFiles(0);
  const left = { downloads: ['old', 'new'], workshop: ['old', 'new'] };
  for (const [folder, names] of Object.entries(left))
    for (const name of names) await writeFile(join(cacheFolder, folder, name), '');
  await backdate(join(cacheFolder, 'downloads/old'), 61);
  await backdate(join(cacheFolder, 'workshop/old'), 24 * 60 + 1);
  await backdate(join(cacheFolder, 'workshop/new'), 23 * 60);
  await store.keep(new Set());
  assert.deepEqual(await readdir(join(cacheFolder, 'downloads')), ['new']);
  assert.deepEqual(await readdir(join(cacheFolder, 'workshop')), ['new']);
});

test('a folder that cannot be made is told with the setting', async () => {
  const file = join(await stores.newFolder(), 'file');
  await writeFile(file, '');
  await assert.rejects(stores.s3({ cacheFolder: join(file, 'cache') }), {
    code: 'misconfigured',
    message: /^DATA_DIR/,
  });
});
