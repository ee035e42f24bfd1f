import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { migrate } from '../../src/db/migrate.ts';
import { examine } from '../../src/doctor/examine.ts';
import { findings } from '../support/examined.ts';
import { anyStep } from '../support/history-steps.ts';
import { HistoryWorld, useSessionClock } from '../support/history-world.ts';
import { listingApiTable, migrateDown, migrateUp } from '../support/listing-api.ts';
import { addListing, addListings } from '../support/listing-rows.ts';
import { importLines, observationLine } from '../support/observations.ts';
import { oddRows } from '../support/odd-rows.ts';
import { sqlOf } from '../support/session-sql.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
});
afterEach(() => database.drop());

/** Ranges of a few listings, so that there are many. */
const whole = { replay: true, rangeListings: 20 };

test('an empty database is sound', async () => {
  await migrateUp(database);
  const { checked, examined } = await examine(database.db, whole);
  assert.deepEqual(checked, { listings: 0, prices: 0, changes: 0 });
  assert.deepEqual([...examined.keys()], ['triggers', 'H1', 'H3', 'H4', 'H5', 'H6', 'H7', 'search', 'H8']);
  assert.deepEqual(await findings(database.db, whole), []);
});

test('H8: any history of any writer is sound, and the feed gives the tables', async () => {
  await migrateUp(database);
  await useSessionClock(database);
  const session = await database.connect();
  // The clock of the doctor's sessions, after every step.
  await session.query(`ALTER DATABASE ${session.database} SET test.clock = '2100-01-01Z'`);
  const sql = sqlOf(() => session);
  const property = fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 40 }), async (steps) => {
    const world = await HistoryWorld.empty(sql);
    for (const price of [1, 2]) await world.take({ kind: 'create', price });
    for (const next of steps) await world.take(next);
    assert.deepEqual(await findings(database.db, whole), []);
  });
  try {
    await fc.assert(property, { numRuns: 12 });
  } finally {
    await session.end();
  }
});

const day = fc.integer({ min: 1, max: 6 });
const line = fc.record({
  reference: fc.constantFrom('A', 'B', 'C'),
  day,
  price: day,
  name: fc.constantFrom('Mas', 'Moulin'),
});
const files = fc.array(fc.array(line, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 });

test('H8: so is whatever is imported, late lines and other lines about the same instant too', async () => {
  await migrateUp(database);
  const property = fc.asyncProperty(files, async (imports) => {
    for (const lines of imports) {
      const { refused } = await importLines(
        database,
        lines.map(({ reference, day, price, name }) =>
          observationLine(reference, `2024-01-0${day}T00:00:00Z`, { latest_price_eur: price, name }),
        ),
      );
      assert.equal(refused, 0);
    }
    assert.deepEqual(await findings(database.db, whole), []);
    await database.sql('DELETE FROM listing WHERE id % 2 = 0');
  });
  await fc.assert(property, { numRuns: 8 });
});

test('a database that was one of the ListingAPI is sound, also after it changes', async () => {
  await database.sql(listingApiTable);
  for (const row of oddRows) await addListing(database, row.stored);
  await migrateUp(database);
  assert.deepEqual(await findings(database.db, whole), []);
  const ids = await addListings(database, 4);
  await database.sql('UPDATE listing SET price = price + 1 WHERE id = ANY ($1)', [ids]);
  await database.sql("UPDATE listing SET name = 'Moulin' WHERE id = 4");
  await database.sql('DELETE FROM listing WHERE id = 5');
  assert.deepEqual(await findings(database.db, whole), []);
});

test('so is one that went back to the ListingAPI and came again', async () => {
  await migrateUp(database);
  const [id = 0] = await addListings(database, 3);
  await database.sql('UPDATE listing SET price = 5 WHERE id = $1', [id]);
  await migrateDown(database);
  await migrateUp(database);
  await database.sql('UPDATE listing SET price = 6 WHERE id = $1', [id]);
  assert.deepEqual(await findings(database.db, whole), []);
});

test('so is one whose feed was taken out and begins anew, after attributes had changed', async () => {
  await migrateUp(database);
  const [id = 0] = await addListings(database, 3);
  await database.sql("UPDATE listing SET name = 'Moulin' WHERE id = $1", [id]);
  await migrate({ url: database.url, direction: 'down', count: 3 });
  await migrateUp(database);
  await database.sql("UPDATE listing SET name = 'Bastide' WHERE id = $1", [id]);
  assert.deepEqual(await findings(database.db, whole), []);
});

test('ids below 0, and far from each other, are examined too', async () => {
  await migrateUp(database);
  for (const id of [-5, 0, 9_007_199_254_740_993n, 9_223_372_036_854_775_806n]) {
    await addListing(database, { id: String(id) });
  }
  const { checked } = await examine(database.db, { replay: true, rangeListings: 1 });
  assert.deepEqual(checked, { listings: 4, prices: 4, changes: 4 });
});
