import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { trimChanges } from '../../../src/changes/trim-changes.ts';
import { cleanLake, keptMs } from '../../../src/market/lake/clean-lake.ts';
import { compactLake } from '../../../src/market/lake/compact-lake.ts';
import { readTouched } from '../../../src/market/lake/feed-moment.ts';
import { followFeed } from '../../../src/market/lake/follow-feed.ts';
import { lakeStatus } from '../../../src/market/lake/lake-status.ts';
import { manifestName, readLatest } from '../../../src/market/lake/manifest.ts';
import { addPrice } from '../../support/history.ts';
import { put } from '../../support/lake/damaged-lake.ts';
import { TestLake } from '../../support/lake/test-lake.ts';
import { addListing, addListings } from '../../support/listing-rows.ts';
import { importLines, observationLine } from '../../support/observations.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

let database: TestDatabase;
let lake: TestLake;
before(async () => {
  database = await createTestDatabase();
  lake = await TestLake.open(database);
  await addListings(database, 10);
  await lake.rebuild();
});
after(async () => {
  await lake.close();
  await database.drop();
});

test('corrections, voids, moves and backdated imports come in, and nothing else is written again', async () => {
  const [id = 0] = await addListings(database, 1, { city: 'Perpinyà' });
  await lake.follow();
  await addPrice(database, [id, 90_000], "'2024-01-01'");
  await addPrice(database, [id, 95_000], "'2024-01-01'");
  await addPrice(database, [id, 80_000], "'2023-01-01'");
  await addPrice(database, [id, null], "'2023-01-01'");
  await database.sql(`UPDATE listing SET city = 'Liège' WHERE id = $1`, [id]);
  await importLines(database, [
    observationLine('b', '2022-02-02T00:00:00Z', { latest_price_eur: 5 }),
    observationLine('b', '2021-02-02T00:00:00Z', { latest_price_eur: 4, rooms_count: 7 }),
  ]);
  await importLines(database, [observationLine('b', '2021-06-02T00:00:00Z', { latest_price_eur: 3 })]);
  const { layers } = await lake.follow();
  await lake.assertAgrees();
  assert.equal(layers.at(-1)?.rows.replaced, 2);
});

test('odd texts, numbers and instants come in as they are', async () => {
  const texts = [
    '"',
    '""',
    ',',
    '\n',
    '\r\n',
    '\\N',
    '\\',
    'NULL',
    ' ',
    "'",
    'é🏠',
    'x'.repeat(5_000),
    ',"\n'.repeat(50),
  ];
  for (const [n, text] of texts.entries()) {
    await addListing(database, {
      city: `a${text}b`,
      postal_code: text,
      reference: `${text}${n}`,
      surface_area_m2: 0.1 + n / 3,
    });
  }
  await addListing(database, { surface_area_m2: 1e9, price: 999_999_999_999.99 });
  await addListing(database, { surface_area_m2: 1e-7, price: 0.01 });
  const old = await database.connect();
  try {
    await old.query('BEGIN');
    await old.query('SET LOCAL app.backdate = on');
    await old.query(`INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country,
        surface_area_m2, rooms_count, bedrooms_count, price, updated_date)
      VALUES ('n', 'd', 'HOUSE', 's', '1', 'c', 'FR', 1, 1, 1, 1, '0001-01-01T00:00:00.001Z')`);
    await old.query('COMMIT');
  } finally {
    await old.end();
  }
  await lake.follow();
  await lake.assertAgrees();
});

test('an open transaction holds the lake back; what committed meanwhile comes in when it ends', async () => {
  await lake.follow();
  const [id = 0] = await addListings(database, 1);
  await lake.follow();
  const writer = await database.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('UPDATE listing SET price = 1 WHERE id = $1', [id]);
    const [other = 0] = await addListings(database, 1);
    const before = await lake.latest();
    assert.equal((await followFeed(lake.making, before))?.manifest, before);
    const { behind } = (await lakeStatus(lake.making)) ?? {};
    assert.equal(behind, 1);
    await writer.query('COMMIT');
    const after = await lake.follow();
    assert.ok(after.as_of > before.as_of);
    assert.equal(after.layers.reduce((sum, { rows }) => sum + rows.replaced, 0) > 0, true);
    assert.ok(other > id);
  } finally {
    await writer.end();
  }
  await lake.assertAgrees();
  assert.equal((await lakeStatus(lake.making))?.behind, 0);
});

test('as of says no more than is in: a change that is held back was recorded no earlier', async () => {
  await lake.follow();
  const writer = await database.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('SELECT pg_current_xact_id()');
    const [held = 0] = await addListings(database, 1);
    const [{ at = '' } = {}] = await database.sql<{ at: string }>(
      'SELECT recorded_at AS at FROM listing_change WHERE listing_id = $1',
      [held],
    );
    const { cursor } = await lake.latest();
    const asOf = async (settled: string) =>
      await database.db.snapshot(async (snapshot) => (await readTouched(snapshot, { cursor, settled })).asOf);
    assert.equal(await asOf('2999-01-01T00:00:00.000Z'), at);
    assert.equal(await asOf('2000-01-01T00:00:00.000Z'), '2000-01-01T00:00:00.000Z');
  } finally {
    await writer.end();
  }
});

test('H6: what is deleted leaves the figures with the next step, and the files once they were made one and cleaned', async () => {
  const reference = 'Rosalind-Franklin-1920';
  const city = 'Nottinghill-Gate-77';
  const id = await addListing(database, { reference, city });
  await lake.follow();
  assert.ok(await isStored(city));
  await database.sql('DELETE FROM listing WHERE id = $1', [id]);
  const followed = await lake.follow();
  await lake.assertAgrees();
  assert.ok(followed.layers.some(({ deleted_at }) => deleted_at !== undefined));
  const compacted = await compactLake(lake.making, followed);
  assert.equal(compacted?.manifest.layers.length, 1);
  await lake.assertAgrees();
  await cleanLake(lake.making.store, Date.now() + keptMs + 60_000);
  for (const text of [reference, city]) assert.equal(await isStored(text), false);
  assert.deepEqual(await idsStored(id), []);
  await lake.assertAgrees();
});

/** Whether the bytes of any file have it, also of what is being made. */
async function isStored(text: string): Promise<boolean> {
  const files = (await readdir(lake.folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile());
  const contents = await Promise.all(files.map(async ({ parentPath, name }) => await readFile(join(parentPath, name))));
  return contents.some((content) => content.includes(text));
}

/** The files that have an id, whatever way it is encoded in them. */
async function idsStored(id: number): Promise<string[]> {
  const { store, duckdb } = lake.making;
  const files = (await Promise.all(['prices', 'listings', 'replaced'].map((table) => store.list(table)))).flat();
  const found: string[] = [];
  for (const { name } of files) {
    const [path] = await store.paths([name]);
    const statements = [`SELECT count(*)::INTEGER FROM read_parquet('${path}') WHERE listing_id = ${id}`];
    if ((await duckdb.ask({ statements }, { limitMs: 60_000 })).columns[0]?.[0] !== 0) found.push(name);
  }
  return found;
}

test('two who bring the lake one step on at once: one is told that the other is at it, and nothing is lost', async () => {
  for (let round = 0; round < 4; round += 1) {
    await addListings(database, 2);
    const latest = await lake.follow().then(async () => {
      await addListings(database, 1);
      return await lake.latest();
    });
    await untilCaughtUp(database);
    const both = await Promise.all([1, 2].map(() => followFeed(lake.making, latest)));
    const made = both.filter((step) => step !== undefined && step.manifest.number > latest.number);
    assert.ok(made.length <= 1);
  }
  await lake.follow();
  await lake.assertAgrees();
});

test('a manifest that somebody else stored first stands; the step is done anew from it', async () => {
  await addListings(database, 1);
  await lake.follow();
  await addListings(database, 1);
  const latest = await lake.latest();
  await put(lake, latest); // somebody else's, who knew no more
  await until('it is shown', async () => (await followFeed(lake.making, latest)) === undefined);
  assert.equal((await lake.latest()).number, latest.number + 1);
  await lake.follow();
  await lake.assertAgrees();
});

test('a manifest of another format is told, and neither followed nor written over', async () => {
  const other = await TestLake.open(database);
  const failures: unknown[] = [];
  const worker = other.worker({ onFailure: (error) => failures.push(error) });
  try {
    const { number } = await other.rebuild();
    await other.making.store.putNew(manifestName(number + 1), Buffer.from('{"format": 2}'));
    worker.start();
    await until('it is told', async () => failures.length > 0);
    await addListings(database, 1);
    await worker.stop();
    assert.match(String(failures[0]), /000002\.json is no manifest that this version reads.*lake rebuild/);
    assert.equal((await other.making.store.list('manifests')).length, number + 1);
    assert.equal((await other.rebuild()).number, number + 2);
    await other.assertAgrees();
  } finally {
    await other.close();
  }
});

/** In one transaction: there is always a function of that name for those who ask. */
async function anotherEpoch(): Promise<void> {
  await database.sql(`ALTER FUNCTION listing_feed_epoch() RENAME TO listing_feed_epoch_before;
    CREATE FUNCTION listing_feed_epoch() RETURNS text LANGUAGE sql STABLE AS $$ SELECT '0123456789ab' $$`);
}

async function epochAsBefore(): Promise<void> {
  await database.sql('DROP FUNCTION listing_feed_epoch()');
  await database.sql('ALTER FUNCTION listing_feed_epoch_before() RENAME TO listing_feed_epoch');
}

async function trim(): Promise<void> {
  await addListings(database, 1);
  await untilCaughtUp(database);
  await database.db.session((session) => trimChanges(session, new Date(Date.now() + 1_000).toISOString()));
}

const breaks: [what: string, change: () => Promise<void>, back: () => Promise<void>][] = [
  ['the feed was trimmed beyond what it has', trim, async () => {}],
  ['the database has another epoch, and no new change', anotherEpoch, epochAsBefore],
];
for (const [what, change, back] of breaks) {
  test(`where ${what}, a worker that is running makes the lake anew`, async () => {
    const other = await TestLake.open(database);
    const notes: string[] = [];
    const worker = other.worker({ onNote: (text) => notes.push(text) });
    try {
      worker.start();
      await until('it is made', async () => notes.length === 1);
      await other.untilFollowed();
      const { number } = await other.latest();
      await other.whileHeldUp(change);
      await until('it is made anew', async () => notes.length >= 2);
      assert.ok((await other.latest()).number > number);
      assert.match(notes[1] ?? '', /^The lake was made anew, since the .*: \d+ prices in \d/);
      await other.untilFollowed();
      await other.assertAgrees();
    } finally {
      await worker.stop();
      await back();
      await other.close();
    }
  });
}

test('a database that was put back to an earlier state is found by a cursor that it has not given out', async () => {
  const other = await TestLake.open(database);
  const worker = other.worker();
  try {
    const made = await other.rebuild();
    const [order, epoch] = JSON.parse(Buffer.from(made.cursor, 'base64url').toString());
    const cursor = Buffer.from(JSON.stringify([order, epoch, '9'.repeat(17), '0'])).toString('base64url');
    await put(other, { ...made, cursor });
    worker.start();
    await until('it is made anew', async () => ((await readLatest(other.making.store))?.number ?? 0) > made.number + 1);
    await other.untilFollowed();
    await other.assertAgrees();
  } finally {
    await worker.stop();
    await other.close();
  }
});
