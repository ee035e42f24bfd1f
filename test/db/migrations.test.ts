import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { migrate, migrationStatus } from '../../src/db/migrate.ts';
import { findings } from '../support/examined.ts';
import { listingApiTable, migrateDown, migrateUp } from '../support/listing-api.ts';
import { addListing } from '../support/listing-rows.ts';
import { readSchema, withoutMigrations } from '../support/schema.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase({ empty: true });
});
after(async () => await database.drop());

const listings = 'SELECT id, price, created_date, updated_date FROM listing ORDER BY id';
const listingsBefore = listings.replaceAll(/(\w+_date)/g, "$1 AT TIME ZONE 'UTC' AS $1"); // in a ListingAPI
const schemas: Record<string, Awaited<ReturnType<typeof readSchema>>> = {};

test('who was told to stop before it begins asks the database for nothing', async () => {
  const reason = new Error('told to stop');
  const stop = { signal: AbortSignal.abort(reason), graceMs: 60_000 };
  await assert.rejects(migrate({ url: database.url, direction: 'up', stop }), reason);
  assert.deepEqual(await database.sql("SELECT FROM pg_class WHERE relname = 'pricetrail_migration'"), []);
});

test('instances that migrate at once all succeed, and each migration is run by one of them', async () => {
  const { url } = database;
  const ran = await Promise.all(Array.from({ length: 8 }, () => migrate({ url, direction: 'up' })));
  const names = (await migrationStatus(url)).map(({ name }) => name);
  assert.deepEqual(ran.flat(), names);
  assert.deepEqual(
    ran.map(({ length }) => length).filter((count) => count > 0),
    [names.length],
  );
  schemas.up = await readSchema(database);
});

test('what is up to date stays as it is', async () => {
  assert.deepEqual(await migrate({ url: database.url, direction: 'up' }), []);
  assert.deepEqual(await readSchema(database), schemas.up);
});

test('every table, every column and every function has a comment', async () => {
  const { relations = [], columns = [], functions = [] } = schemas.up ?? {};
  const tables = relations.filter(({ kind }) => kind === 'r');
  assert.deepEqual([tables.length > 2, columns.length > 20, functions.length > 5], [true, true, true]);
  assert.deepEqual(
    [...tables, ...columns, ...functions].filter(({ comment }) => !comment),
    [],
  );
});

test('listings stay, as they are now, when every migration is taken back', async () => {
  const ids = [await addListing(database), await addListing(database, { price: 0.1 }), await addListing(database)];
  await database.sql('UPDATE listing SET price = price + 0.01, name = $1 WHERE id = $2', ['Moulin', ids[1]]);
  await database.sql('DELETE FROM listing WHERE id = $1', [ids[2]]);
  const before = await database.sql(listings);
  await migrateDown(database);
  assert.deepEqual(await database.sql(listingsBefore), before);
  schemas.down = await readSchema(database);
});

test('with every migration taken back the schema is that of a ListingAPI', async () => {
  const original = await createTestDatabase({ empty: true });
  try {
    await original.sql(listingApiTable);
    assert.ok(schemas.down);
    assert.deepEqual(withoutMigrations(schemas.down), await readSchema(original));
  } finally {
    await original.drop();
  }
});

test('with every migration taken back new ids go on after the highest ever given', async () => {
  assert.equal(await addListing(database), 4);
});

test('up again, the schema is the same as after the first time, and listings are too', async () => {
  await database.sql("UPDATE listing SET created_date = '2021-02-03 04:05:06.789', updated_date = NULL WHERE id = 4");
  const before = await database.sql(`${listingsBefore} LIMIT 2`);
  await migrateUp(database);
  assert.deepEqual(await readSchema(database), schemas.up);
  const date = '2021-02-03T04:05:06.789Z';
  const fourth = { id: 4, price: 100_000, created_date: date, updated_date: date };
  assert.deepEqual(await database.sql(listings), [...before, fourth]);
  assert.equal(await addListing(database), 5);
});

test('the state of the migrations says when each was run, whatever the time zone of the database', async () => {
  const zoned = await createTestDatabase({ empty: true });
  try {
    await zoned.sql(`ALTER DATABASE ${new URL(zoned.url).pathname.slice(1)} SET timezone = 'Pacific/Kiritimati'`);
    assert.ok((await migrationStatus(zoned.url)).every(({ appliedAt }) => appliedAt === undefined));
    const start = Date.now();
    await migrate({ url: zoned.url, direction: 'up', count: 1 });
    const [first, ...others] = await migrationStatus(zoned.url);
    assert.ok(first?.appliedAt && Math.abs(first.appliedAt.getTime() - start) < 60_000, String(first?.appliedAt));
    assert.ok(others.length > 0 && others.every(({ appliedAt }) => appliedAt === undefined));
  } finally {
    await zoned.drop();
  }
});

test('however many migrations are taken back and run again, what is left is sound', async () => {
  const book = await createTestDatabase();
  try {
    for (let count = 1; count <= 6; count += 1) {
      const id = await addListing(book);
      await book.sql("UPDATE listing SET name = 'Moulin', price = 5 WHERE id = $1", [id]);
      await migrate({ url: book.url, direction: 'down', count });
      await migrateUp(book);
      assert.deepEqual(await findings(book.db, { replay: true }), [], `${count} migrations`);
    }
  } finally {
    await book.drop();
  }
});

test('listings with letters that were not spelled out before are found as they are now', async () => {
  const old = await createTestDatabase();
  try {
    const names = (await migrationStatus(old.url)).map(({ name }) => name);
    await migrate({ url: old.url, direction: 'down', count: names.length - names.indexOf('0009_letters') });
    const row = { name: 'STRAẞE', city: 'Ħamrun', postal_code: 'Ŧ1' };
    const id = await addListing(old, row);
    await migrateUp(old);
    const found = await old.db.session(async (session) => {
      await session.query({ text: 'SET enable_seqscan = off' });
      const { rows } = await session.query({
        text: `SELECT id FROM listing WHERE listing_place_key(city) = 'hamrun'
          UNION ALL SELECT id FROM listing WHERE listing_postal_key(postal_code) = 't1'
          UNION ALL SELECT listing_id FROM listing_words WHERE words @@ listing_words_sought('strasse hamrun')`,
      });
      return rows;
    });
    assert.deepEqual(found, [{ id }, { id }, { id }]);
    assert.deepEqual(await findings(old.db), []);
  } finally {
    await old.drop();
  }
});
