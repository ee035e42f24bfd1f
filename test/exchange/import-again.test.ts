import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addPrice } from '../support/history.ts';
import { bookOf, importLines, observationLine } from '../support/observations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.sql('DELETE FROM listing');
});
after(async () => await database.drop());

const pricesOf = async (reference: string) =>
  await database.sql<{ at: string; price: number }>(
    `SELECT effective_at AS at, price_eur AS price FROM listing_price JOIN listing ON id = listing_id
     WHERE reference = $1 ORDER BY effective_at, recorded_at`,
    [reference],
  );

test('what was corrected or voided since stays so when a file is imported again, with what else it says', async () => {
  const days = ['2020-01-01', '2020-02-01', '2020-03-01'].map((day) => `${day}T00:00:00Z`);
  const lines = (name: string) =>
    days.map((day, n) => observationLine('a', day, { latest_price_eur: 100 + n, name: n === 2 ? name : 'Flat' }));
  await importLines(database, lines('Flat'));
  const [{ id } = { id: 0 }] = await database.sql<{ id: number }>('SELECT id FROM listing');
  await addPrice(database, [id, 90], `'${days[0]}'`);
  await addPrice(database, [id, null], `'${days[1]}'`);
  await addPrice(database, [id, 80], `'${days[2]}'`);
  const again = await importLines(database, lines('Moulin'));
  assert.deepEqual([again.updated, again.pricesAdded], [1, 0]);
  assert.deepEqual(await database.sql('SELECT name, price FROM listing'), [{ name: 'Moulin', price: 80 }]);
  assert.deepEqual(
    (await pricesOf('a')).map(({ price }) => price),
    [100, 90, 101, null, 102, 80],
  );
  assert.equal((await importLines(database, lines('Moulin'))).unchanged, 1);
});

for (const [what, price] of Object.entries({ voided: null, corrected: 95 })) {
  test(`a price that was ${what} stays so, too, where later lines of the file repeat it`, async () => {
    const lines = [100, 90, 90, 90, 80].map((latest_price_eur, month) =>
      observationLine('a', `2020-0${month + 1}-01T00:00:00Z`, { latest_price_eur }),
    );
    await importLines(database, lines);
    const [{ id } = { id: 0 }] = await database.sql<{ id: number }>('SELECT id FROM listing');
    await addPrice(database, [id, price], "'2020-02-01T00:00:00Z'");
    const book = await bookOf(database);
    assert.equal((await importLines(database, lines)).unchanged, 1);
    assert.deepEqual(await bookOf(database), book);
    const alone = await importLines(database, lines.slice(2, 3));
    assert.equal(alone.pricesAdded, 1, 'a line by itself was seen then, whatever was wrong before');
  });
}

test('a price that was stated between two lines alike does not make the later one known', async () => {
  const lines = ['2020-01-01T00:00:00Z', '2020-03-01T00:00:00Z', '2020-04-01T00:00:00Z'].map((at, n) =>
    observationLine('a', at, { latest_price_eur: n === 2 ? 200 : 100 }),
  );
  await importLines(database, lines);
  const [{ id } = { id: 0 }] = await database.sql<{ id: number }>('SELECT id FROM listing');
  await addPrice(database, [id, 150], "'2020-02-01T00:00:00Z'");
  assert.equal((await importLines(database, lines)).pricesAdded, 1);
  assert.deepEqual(
    (await pricesOf('a')).map(({ price }) => price),
    [100, 150, 100, 200],
  );
});

test('H10: what one line corrects, price and attributes, is learnt at one instant', async () => {
  const line = (latest_price_eur: number, name: string) =>
    observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur, name });
  await importLines(database, [line(100, 'Flat')]);
  await importLines(database, [line(90, 'Moulin')]);
  const learnt = await database.sql(
    `SELECT DISTINCT learnt.at FROM (
       SELECT superseded_at AS at FROM listing_past
       UNION ALL SELECT recorded_at FROM listing_price WHERE price_eur = 90
       UNION ALL SELECT recorded_at FROM listing_change WHERE kind = 'updated' AND listing_id IN (SELECT id FROM listing)
     ) AS learnt`,
  );
  assert.equal(learnt.length, 1);
});

test('of a late line that is known and one that is not the latter counts from what was corrected', async () => {
  const first = observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 100 });
  await importLines(database, [first, observationLine('a', '2020-06-01T00:00:00Z', { latest_price_eur: 200 })]);
  const [{ id } = { id: 0 }] = await database.sql<{ id: number }>('SELECT id FROM listing');
  await addPrice(database, [id, 90], "'2020-01-01'");
  const later = (price: number) => observationLine('a', '2020-02-01T00:00:00Z', { latest_price_eur: price });
  assert.equal(
    (await importLines(database, [first, later(90)])).pricesAdded,
    0,
    'it holds since January, as corrected',
  );
  assert.equal((await importLines(database, [first, later(110)])).pricesAdded, 1);
  assert.deepEqual(
    (await pricesOf('a')).map(({ price }) => price),
    [100, 90, 110, 200],
  );
});

test('H5: another price for the newest instant, in another file, is a correction beside the first', async () => {
  await importLines(database, [observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 100 })]);
  const correction = [observationLine('a', '2020-01-01T00:00:00Z', { latest_price_eur: 95 })];
  assert.equal((await importLines(database, correction)).pricesAdded, 1);
  assert.deepEqual(
    (await pricesOf('a')).map(({ price }) => price),
    [100, 95],
  );
  assert.equal((await importLines(database, correction)).pricesAdded, 0);
  assert.deepEqual(await database.sql('SELECT price, updated_date FROM listing'), [
    { price: 95, updated_date: '2020-01-01T00:00:00.000Z' },
  ]);
  const next = await importLines(database, [observationLine('a', '2020-02-01T00:00:00Z', { name: 'seen later' })]);
  assert.equal(next.updated, 1);
});
