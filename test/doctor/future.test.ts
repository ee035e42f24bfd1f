import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { examine } from '../../src/doctor/examine.ts';
import { findings, silently } from '../support/examined.ts';
import { assertInLine, pricesOf } from '../support/history.ts';
import { addListing } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const repair = { repair: true, replay: true };

/** Adds a price of the future beside the triggers, as an application would that takes them for a hindrance. */
async function addFuturePrice(id: number): Promise<void> {
  await silently(
    database,
    `INSERT INTO listing_price VALUES (${id}, '2131-01-01', '2131-01-01', 70000)`,
    `UPDATE listing SET price = 70000, updated_date = '2131-01-01' WHERE id = ${id}`,
  );
}

/** As the finding says. */
async function removeByHand(id: number): Promise<void> {
  await database.sql('ALTER TABLE listing_price DISABLE TRIGGER listing_price_refuse_delete');
  await database.sql("DELETE FROM listing_price WHERE listing_id = $1 AND effective_at = '2131-01-01'", [id]);
  await database.sql('ALTER TABLE listing_price ENABLE TRIGGER listing_price_refuse_delete');
}

const stateOf = (id: number) =>
  database.sql<{ version: number; now: boolean; changes: number }>(
    `SELECT version, updated_date <= listing_clock() AS now,
       (SELECT count(*) FROM listing_change WHERE listing_id = id AND effective_at <= listing_clock()) AS changes
     FROM listing WHERE id = $1`,
    [id],
  );

test('a price of the future never puts a last update into the future, and however often is repaired, nothing is added', async () => {
  const id = await addListing(database);
  await addFuturePrice(id);
  for (const options of [{ repair: true }, repair, repair]) {
    const { refused } = await examine(database.db, options);
    assert.deepEqual(refused, []);
    assert.deepEqual(await stateOf(id), [{ version: 1, now: true, changes: 1 }]);
  }
  await database.sql("UPDATE listing SET name = 'Moulin' WHERE id = $1", [id]);
  assert.deepEqual(await stateOf(id), [{ version: 2, now: true, changes: 2 }]);
  await removeByHand(id);
  await examine(database.db, { repair: true });
  assert.deepEqual(await findings(database.db, { replay: true }), []);
  assert.deepEqual(await pricesOf(database, id), [100_000, 70_000]);
  assert.deepEqual(await stateOf(id), [{ version: 3, now: true, changes: 3 }]);
  await assertInLine(database);
});

test('removed by hand before any repair, it leaves no change of the future either', async () => {
  const id = await addListing(database);
  await addFuturePrice(id);
  await removeByHand(id);
  await examine(database.db, { repair: true });
  assert.deepEqual(await findings(database.db, { replay: true }), []);
  assert.deepEqual(await stateOf(id), [{ version: 2, now: true, changes: 2 }]);
});

test('where all prices are voided a price of now lets the repair record them', async () => {
  const id = await addListing(database);
  await silently(database, `UPDATE listing_price SET price_eur = NULL WHERE listing_id = ${id}`);
  const { refused } = await examine(database.db, repair);
  assert.deepEqual(refused, []);
  await database.sql('UPDATE listing SET price = 5 WHERE id = $1', [id]);
  await examine(database.db, repair);
  assert.deepEqual(await findings(database.db, { replay: true }), []);
  assert.deepEqual(await pricesOf(database, id), [100_000, null, 5]);
});
