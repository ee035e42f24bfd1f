import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { setClock } from '../support/clock.ts';
import { copying } from '../support/copying.ts';
import { addPrice, assertInLine, pricesOf, type State, stateOf } from '../support/history.ts';
import { addListing, addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const later = "updated_date + interval '1 ms'";
const soon = "updated_date + interval '2 s'";
const atLast = 'updated_date';
const earlier = "created_date - interval '1 day'";
const whereIs = (price: number) =>
  `(SELECT effective_at FROM listing_price WHERE listing_id = id AND price_eur = ${price})`;

type Step = (id: number) => Promise<unknown>;
const add =
  (price: number | null, at: string): Step =>
  (id) =>
    addPrice(database, [id, price], at);
const set =
  (price: number): Step =>
  (id) =>
    database.sql('UPDATE listing SET price = $1 WHERE id = $2', [price, id]);
const rename: Step = (id) => database.sql("UPDATE listing SET name = 'Moulin' WHERE id = $1", [id]);

/** What is done to a listing of 100,000, and the price in force then; its version where it counts. */
const cases: [what: string, steps: Step[], price: number, version?: number][] = [
  ['a newer price', [add(5, later)], 5, 2],
  ['a newer price that is the same', [add(100_000, later)], 100_000, 2],
  ['an older price', [add(5, earlier)], 100_000, 2],
  ['a correction of the newest price', [add(5, atLast)], 5, 2],
  ['two corrections of it', [add(5, atLast), add(6, atLast)], 6, 3],
  ['a correction of an older price', [set(7), add(5, 'created_date')], 7, 3],
  ['a void of the newest price', [set(7), add(null, atLast)], 100_000, 3],
  ['a void of an older price', [set(7), add(null, 'created_date')], 7, 3],
  ['a void, taken back by another price', [set(7), add(null, atLast), add(8, atLast)], 8],
  ['a void of the two newest', [set(7), set(8), add(null, atLast), add(null, whereIs(7))], 100_000],
  ['a void of an instant without a price', [add(null, later)], 100_000],
  [
    'an older price that a void brings into force',
    [set(7), add(5, earlier), add(null, 'created_date'), add(null, atLast)],
    5,
  ],
  ['a correction of the newest price after a change of an attribute', [rename, add(5, 'created_date')], 5, 3],
  ['a newer price, then a change through the listing', [add(5, soon), set(6)], 6],
  ['a newer price that is the same, then a change through the listing', [add(100_000, soon), set(6)], 6],
  ['a void of an instant to come, then a change through the listing', [add(null, soon), set(6)], 6],
];

for (const [what, steps, price, version] of cases) {
  test(`H4: the listing has the price in force after ${what}`, async () => {
    const id = await addListing(database);
    const before = await stateOf(database, id);
    for (const step of steps) await step(id);
    const after = await stateOf(database, id);
    assert.ok(before && after);
    assert.equal(after.price, price);
    if (version !== undefined) assert.equal(after.version, version);
    assertDates(before, after);
    await assertInLine(database);
  });
}

function assertDates(before: State, after: State): void {
  assert.equal(after.created_date, before.created_date);
  assert.ok(after.updated_date >= before.updated_date);
}

test('H3, H4: so it does where the clock stands still, and no two prices are of one instant', async () => {
  const at = '2024-05-06T07:08:09.000Z';
  const still = await createTestDatabase();
  try {
    await setClock(still, at);
    const id = await addListing(still);
    await still.sql('UPDATE listing SET price = 5 WHERE id = $1', [id]);
    await addPrice(still, [id, null]);
    await addPrice(still, [id, 6]);
    await still.sql('UPDATE listing SET price = 7 WHERE id = $1', [id]);
    assert.equal((await stateOf(still, id))?.updated_date, '2024-05-06T07:08:09.004Z');
    assert.deepEqual(await pricesOf(still, id), [100_000, 5, null, 6, 7]);
    await assertInLine(still);
  } finally {
    await still.drop();
  }
});

test('H4: the last price of a listing cannot be voided', async () => {
  const id = await addListing(database);
  await assert.rejects(addPrice(database, [id, null], atLast), { message: `listing ${id} would be without a price` });
  await addPrice(database, [id, 5], earlier);
  await addPrice(database, [id, null], atLast);
  assert.equal((await stateOf(database, id))?.price, 5);
  await assertInLine(database);
});

test('H4: many rows of many listings in one INSERT, the newest not last, are followed', async () => {
  const ids = await addListings(database, 50);
  await database.sql(
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
     SELECT id, updated_date + step * interval '1 ms', date_trunc('second', now()) + interval '2 s' + n * interval '1 ms',
       CASE WHEN n = 1 OR step = 5 AND id % 2 = 0 THEN NULL ELSE id * 100 + step * 10 + n END
     FROM listing, unnest('{4, 5, 3, 1, 2}'::integer[]) AS step, unnest('{3, 1, 2}'::integer[]) AS n WHERE id = ANY ($1)`,
    [ids],
  );
  const rows = await database.sql<{ id: number; price: number }>('SELECT id, price FROM listing WHERE id = ANY ($1)', [
    ids,
  ]);
  for (const { id, price } of rows) assert.equal(price, id * 100 + (id % 2 === 0 ? 40 : 50) + 3);
  await assertInLine(database);
});

test('H4: COPY into the prices is followed', async () => {
  const ids = await addListings(database, 50);
  const instant = new Date(Date.now() + 1_000).toISOString();
  const lines = ids.map((id) => `${id}\t${instant}\t5\n${id}\t2020-01-01\t4\n`);
  await copying(database, async (tx) => {
    await tx.copy('COPY listing_price (listing_id, effective_at, price_eur) FROM STDIN', Readable.from(lines));
  });
  const prices = await database.sql('SELECT DISTINCT price FROM listing WHERE id = ANY ($1)', [ids]);
  assert.deepEqual(prices, [{ price: 5 }]);
  await assertInLine(database);
});

test('H4: the statement that creates a listing can add its past prices', async () => {
  const like = await addListing(database);
  const [{ id = 0 } = {}] = await database.sql<{ id: number }>(
    `WITH created AS (
       INSERT INTO listing SELECT (jsonb_populate_record(l, '{"id": 999999}')).* FROM listing AS l WHERE id = $1
       RETURNING id, created_date)
     INSERT INTO listing_price (listing_id, effective_at, price_eur)
     SELECT id, created_date - n * interval '1 day', n FROM created, generate_series(1, 2) AS n
     RETURNING listing_id AS id`,
    [like],
  );
  assert.deepEqual(await pricesOf(database, id), [2, 1, 100_000]);
  await assertInLine(database);
});

test('H4: one statement that changes a price of a listing and adds others is in line, or refused', async () => {
  const id = await addListing(database);
  const adding = "INSERT INTO listing_price (listing_id, effective_at, price_eur) VALUES ($1, '2020-01-01', 5)";
  const changing = 'UPDATE listing SET price = price + 1 WHERE id = $1';
  for (const statement of [`WITH first AS (${adding}) ${changing}`, `WITH first AS (${changing}) ${adding}`]) {
    await database.sql(statement, [id]).catch(({ message }) => assert.match(message, /are written by one statement/));
    await assertInLine(database);
  }
});

for (const level of ['REPEATABLE READ', 'SERIALIZABLE']) {
  test(`H4: a ${level} transaction, which cannot see what others add, is refused to add prices`, async () => {
    const id = await addListing(database);
    const adding = database.db.transaction(async (tx) => {
      await tx.query({ text: `SET TRANSACTION ISOLATION LEVEL ${level}` });
      await tx.query({ text: `INSERT INTO listing_price VALUES ($1, '2020-01-01', DEFAULT, 5)`, values: [id] });
    });
    await assert.rejects(adding, /prices are added in READ COMMITTED transactions only/);
  });
}
