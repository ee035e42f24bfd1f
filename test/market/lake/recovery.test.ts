import assert from 'node:assert/strict';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { manifestName } from '../../../src/market/lake/manifest.ts';
import type { TestLake } from '../../support/lake/test-lake.ts';
import { addListings } from '../../support/listing-rows.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';

let api: TestApi;
let lake: TestLake;
before(async () => {
  api = await startTestApi({ withLake: true });
  assert.ok(api.lake);
  lake = api.lake;
  await addListings(api, 20);
});
after(async () => await api.stop());

const ask = async () => await api.call('GET', '/market/series?metric=listings_on_offer&period=year&min_count=1');
const isAnswered = async () => (await ask()).status === 200;
const place = (name: string) => join(lake.folder, 'lake', name);

/** A file of prices that counts. */
async function pricesFile(): Promise<string> {
  const { layers } = await lake.latest();
  return place(layers[0]?.prices[0] ?? '');
}

const damages: readonly [what: string, damage: () => Promise<void>][] = [
  ['the folder of the lake is thrown away', async () => await rm(place(''), { recursive: true })],
  [
    'all files are',
    async () => await Promise.all(['manifests', 'prices'].map(async (name) => await emptied(name))).then(() => {}),
  ],
  ['a file is missing', async () => await rm(await pricesFile())],
  ['a file is cut off', async () => await truncate(await pricesFile(), 100)],
  ['a column of a file has another name', async () => await overwrite('rooms_count', 'ruums_count')],
  ['a file has other bytes', async () => await overwrite('PAR1', 'RAP1')],
];

/** Of the states of the last layer: the file is as large as before. */
async function overwrite(bytes: string, others: string): Promise<void> {
  const { layers } = await lake.latest();
  const path = place(layers.at(-1)?.listings[0] ?? '');
  const content = await readFile(path, 'latin1');
  assert.ok(content.includes(bytes));
  await writeFile(path, content.replaceAll(bytes, others), 'latin1');
}

async function emptied(folder: string): Promise<void> {
  for (const { name } of await lake.making.store.list(folder)) await rm(place(name));
}

for (const [what, damage] of damages) {
  test(`where ${what} while all is running, figures are away for a while, and come back without a restart`, async () => {
    await lake.rebuild();
    await until('figures are there', isAnswered);
    const worker = lake.worker({ onFailure: () => {} }); // it may be at work just then
    worker.start();
    try {
      await lake.untilFollowed();
      await damage();
      await until('they are away, or made anew already', async () => {
        const { status, body } = await ask();
        assert.ok(
          status === 200 || (status === 503 && !JSON.stringify(body).includes(lake.folder)),
          JSON.stringify(body),
        );
        return status === 503 || (await lake.latest().catch(() => undefined)) !== undefined;
      });
      await lake.untilFollowed();
      await until('they are back', isAnswered);
      await lake.assertAgrees();
    } finally {
      await worker.stop();
    }
  });
}

test('a manifest that cannot be read is answered 503 without saying where, until the lake is rebuilt', async () => {
  const { number } = await lake.rebuild();
  await until('figures are there', isAnswered);
  await writeFile(place(manifestName(number + 1)), 'garbage');
  await until('they are away', async () => {
    const { status, body } = await ask();
    assert.ok(status === 200 || status === 503, String(status));
    assert.ok(!JSON.stringify(body).includes(lake.folder));
    return status === 503;
  });
  assert.equal((await lake.rebuild()).number, number + 2);
  await until('they are back', isAnswered);
});

test('an answer as a file needs no room in the folder of the lake', async () => {
  await lake.rebuild();
  await rm(place('workshop'), { recursive: true });
  const accept = 'application/vnd.apache.parquet';
  const path = '/market/series?metric=listings_on_offer&period=year&min_count=1';
  await until('it is answered', async () => (await api.call('GET', path, undefined, { accept })).status === 200);
  await lake.rebuild();
});

test('files of others among the manifests are left alone', async () => {
  const { number } = await lake.rebuild();
  for (const name of ['zzz.txt', '0000000009.json~', '.keep']) await writeFile(place(`manifests/${name}`), 'mine');
  assert.equal((await lake.latest()).number, number);
  assert.equal((await lake.rebuild()).number, number + 1);
  await lake.assertAgrees();
});
