import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../../src/db/values.ts';
import type { LakeStore } from '../../../src/market/lake/lake-store.ts';
import { LakeView } from '../../../src/market/lake/lake-view.ts';
import { TestLake } from '../../support/lake/test-lake.ts';
import { addListings } from '../../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

let database: TestDatabase;
let lake: TestLake;
let view: LakeView;
before(async () => {
  database = await createTestDatabase();
  lake = await TestLake.open(database);
  await addListings(database, 3);
  await lake.rebuild();
  view = new LakeView(lake.making.store, database.db.reads);
});
after(async () => {
  view.close();
  await lake.close();
  await database.drop();
});

const asOf = async (): Promise<Instant> => (await view.moment()).asOf;

/** Looks until it is seen anew. */
async function later(than: Instant): Promise<Instant> {
  await until('it was looked at again', async () => (await asOf()) !== than);
  return await asOf();
}

test('while nothing happens the lake is as far as the database', async () => {
  const made = (await lake.latest()).as_of;
  const first = await later(made);
  assert.ok(first > made && (await later(first)) > first);
});

test('a change that is not in takes nothing back: all before it is in, however long it was quiet', async () => {
  const before = await asOf();
  await addListings(database, 1);
  await untilCaughtUp(database);
  const [{ at = '' } = {}] = await database.sql<{ at: Instant }>('SELECT max(recorded_at) AS at FROM listing_change');
  assert.equal(await later(before), at);
  await sleep(1_100);
  assert.equal(await asOf(), at);
});

test('nor do so many that they are not looked at; once they are in it goes on', async () => {
  const before = await asOf();
  await addListings(database, 10_000);
  await untilCaughtUp(database);
  await sleep(1_100);
  assert.equal(await asOf(), before);
  await lake.follow();
  assert.ok((await later(before)) > before);
  assert.equal((await view.moment()).manifest.number, (await lake.latest()).number);
});

test('copies of files that count no more are looked for also where nobody asks', async () => {
  const { store } = lake.making;
  const kept: ReadonlySet<string>[] = [];
  const noting: LakeStore = {
    ...{ place: store.place, workshop: store.workshop, list: (folder) => store.list(folder) },
    ...{ read: (name) => store.read(name), putNew: (name, content) => store.putNew(name, content) },
    ...{ put: (name, path) => store.put(name, path), remove: (names) => store.remove(names) },
    ...{ paths: (names) => store.paths(names), close: () => store.close() },
    keep: async (names) => void kept.push(names),
  };
  const other = new LakeView(noting, database.db.reads, 20);
  await addListings(database, 1);
  const { layers } = await lake.follow();
  const file = layers.at(-1)?.prices[0] ?? assert.fail('nothing came in');
  await until('the new file is known', async () => kept.some((names) => names.has(file)));
  other.close();
});

test('of another book nothing is known but what the lake says itself', async () => {
  await database.sql(
    `CREATE OR REPLACE FUNCTION listing_feed_epoch() RETURNS text LANGUAGE sql STABLE AS $$ SELECT '0123456789ab' $$`,
  );
  const { as_of } = await lake.latest();
  await until('it was looked at again', async () => (await asOf()) === as_of);
});
