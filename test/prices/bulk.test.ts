import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { assertInLine } from '../support/history.ts';
import { addListings } from '../support/listing-rows.ts';
import { sqlOf } from '../support/session-sql.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

// One session does everything to a single row first, in tables of a few rows. A plan kept from then would take the
// statements of many rows 15 s and more, each in quadratic time; each takes about 0.5 s.
const many = 8_000;
/** A busy machine is told by the INSERT: the others take three times as long at most. */
let slowMs = 10_000;

let database: TestDatabase;
let session: pg.Client;
const sql = sqlOf(() => session);

before(async () => {
  database = await createTestDatabase();
  session = await database.connect();
  for (let round = 0; round < 7; round += 1) await touchOne();
});
after(async () => {
  await session.end();
  await database.drop();
});

async function touchOne(): Promise<void> {
  const [id] = await addListings({ sql }, 1);
  await sql('UPDATE listing SET price = price + 1, name = name || $1 WHERE id = $2', ['!', id]);
  await sql('UPDATE listing SET name = $1 WHERE id = $2', ['Moulin', id]);
  await sql(addPrice("updated_date + interval '1 ms'", 'price + 1'));
  await sql(addPrice("created_date - interval '1 ms'", 'price + 1'));
  await sql('DELETE FROM listing WHERE id = $1', [id]);
}

const addPrice = (at: string, price: string) =>
  `INSERT INTO listing_price (listing_id, effective_at, price_eur) SELECT id, ${at}, ${price} FROM listing`;

const rowsOf = async () => (await sql<{ rows: number }>('SELECT count(*) AS rows FROM listing_price'))[0]?.rows;

async function timed(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

async function quickly(work: Promise<unknown>): Promise<void> {
  const ms = await timed(work);
  assert.ok(ms < slowMs, `it took ${Math.round(ms)} ms`);
}

test('H1: an INSERT of many rows is quick, and records each', async () => {
  const ms = await timed(addListings({ sql }, many));
  assert.ok(ms < 60_000, `it took ${Math.round(ms)} ms`);
  slowMs = Math.max(slowMs, ms * 4);
  assert.equal(await rowsOf(), many);
});

test('H1: an UPDATE of many rows is quick after one of a single row, and records each price', async () => {
  await sql('UPDATE listing SET price = price + 1 WHERE id = (SELECT max(id) FROM listing)');
  await quickly(sql('UPDATE listing SET price = price + 1, name = $1', ['Moulin']));
  assert.equal(await rowsOf(), many * 2 + 1);
  await assertInLine({ sql });
});

test('H2: an UPDATE of many rows that changes no price is quick, and leaves no price row', async () => {
  await quickly(sql('UPDATE listing SET city = $1', ['Elne']));
  assert.equal(await rowsOf(), many * 2 + 1);
});

test('H1: a backdated UPDATE of many rows is quick, for new times and for corrections', async () => {
  await sql('BEGIN');
  await sql('SET LOCAL app.backdate = on');
  await quickly(sql("UPDATE listing SET price = price + 1, updated_date = updated_date + interval '1 ms'"));
  await quickly(sql('UPDATE listing SET price = price + 1'));
  await sql('COMMIT');
  assert.equal(await rowsOf(), many * 4 + 1);
  await assertInLine({ sql });
});

test('H4: many prices added directly, later ones and earlier ones, are followed quickly', async () => {
  await quickly(sql(addPrice("updated_date + interval '1 ms'", 'price + 1')));
  await quickly(sql(addPrice("created_date - interval '1 day'", 'price + 1')));
  assert.equal(await rowsOf(), many * 6 + 1);
  await assertInLine({ sql });
});

test('H5: a DELETE of many listings is quick, and takes all prices along', async () => {
  await quickly(sql('DELETE FROM listing'));
  assert.equal(await rowsOf(), 0);
});
