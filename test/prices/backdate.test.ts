import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Transaction } from '../../src/db/session.ts';
import { assertInLine, priceRows, stateOf } from '../support/history.ts';
import { addListing } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => {
  await assertInLine(database);
  await database.drop();
});

/** A transaction that states times of the past. */
async function backdated<T>(work: (tx: TestDatabase['sql'], whole: Transaction) => Promise<T>): Promise<T> {
  return await database.db.transaction(async (tx) => {
    await tx.query({ text: 'SET LOCAL app.backdate = on' });
    return await work(
      async <Row extends object>(text: string, values?: unknown[]) =>
        (await tx.query<Row>(values ? { text, values } : { text })).rows,
      tx,
    );
  });
}

const first = '2020-01-01T00:00:00.000Z';
const second = '2020-02-03T04:05:06.789Z';
const addOld = () => backdated((sql) => addListing({ sql }, { created_date: first, updated_date: first }));
const set = (id: number, price: number, at: string | null) =>
  backdated((sql) => sql('UPDATE listing SET price = $1, updated_date = $2 WHERE id = $3', [price, at, id]));

const times = async (id: number) => (await priceRows(database, id)).map((row) => [row.effective_at, row.price_eur]);

test('H3: a writer that backdates states the times of a listing and of its prices', async () => {
  const id = await addOld();
  await set(id, 5, second);
  assert.deepEqual(await times(id), [
    [first, 100_000],
    [second, 5],
  ]);
  const { created_date, updated_date, version } = (await stateOf(database, id)) ?? {};
  assert.deepEqual({ created_date, updated_date, version }, { created_date: first, updated_date: second, version: 2 });
  for (const row of await priceRows(database, id)) assert.ok(row.recorded_at > '2025', 'it is learnt now');
});

test('H4: a backdated change of the same instant corrects the newest price', async () => {
  const id = await addOld();
  for (const price of [5, 6]) await set(id, price, first);
  const rows = await priceRows(database, id);
  assert.deepEqual(
    rows.map((row) => [row.effective_at, row.price_eur]),
    [
      [first, 100_000],
      [first, 5],
      [first, 6],
    ],
  );
  const recorded = rows.map((row) => row.recorded_at);
  assert.deepEqual(recorded, [...new Set(recorded)].sort());
});

test('H4: so does one that states no time', async () => {
  const id = await addOld();
  await set(id, 5, null);
  assert.deepEqual(await times(id), [
    [first, 100_000],
    [first, 5],
  ]);
});

test('H3: a backdated change before the last one is refused', async () => {
  const id = await addOld();
  await assert.rejects(set(id, 5, '2019-01-01'), /listing \d+ changed at 2020-01-01 .*, which is after 2019-01-01/);
  assert.deepEqual(await times(id), [[first, 100_000]]);
});

test('a backdated listing has what is stated of its dates, the later one last', async () => {
  const dates = async (row: { created_date: string | null; updated_date: string | null }) => {
    const state = await stateOf(database, await backdated((sql) => addListing({ sql }, row)));
    return [state?.created_date, state?.updated_date];
  };
  assert.deepEqual(await dates({ created_date: first, updated_date: second }), [first, second]);
  assert.deepEqual(await dates({ created_date: second, updated_date: first }), [second, second]);
  assert.deepEqual(await dates({ created_date: null, updated_date: first }), [first, first]);
  assert.deepEqual(await dates({ created_date: first, updated_date: null }), [first, first]);
  const [created, updated] = await dates({ created_date: null, updated_date: null });
  assert.ok(created && created === updated && created > '2025');
});

for (const [at, refusal] of [
  ['2999-01-01', /in the future/],
  ['infinity', /in the future/],
  ['-infinity', /listing \d+ changed at|listing_dates_check/],
  ['0044-03-15 BC', /listing \d+ changed at|listing_dates_check/],
] as const) {
  test(`a backdated listing or change at ${at} is refused`, async () => {
    const id = await addOld();
    await assert.rejects(set(id, 5, at), refusal);
    const row = { created_date: at, updated_date: first };
    await assert.rejects(
      backdated((sql) => addListing({ sql }, row)),
      refusal,
    );
    assert.deepEqual(await times(id), [[first, 100_000]]);
  });
}

test('without app.backdate the times that a writer states are ignored', async () => {
  const start = new Date(Date.now() - 1).toISOString();
  const id = await addListing(database, { created_date: first, updated_date: first, version: 7 });
  await database.sql("UPDATE listing SET price = 5, created_date = 'epoch', updated_date = $1 WHERE id = $2", [
    first,
    id,
  ]);
  const { created_date = '', updated_date = '', version } = (await stateOf(database, id)) ?? {};
  assert.ok(created_date >= start && updated_date > created_date);
  assert.equal(version, 2);
});

test('app.backdate does not leak beyond its transaction, nor does what the triggers set', async () => {
  const client = await database.connect();
  try {
    const start = new Date(Date.now() - 1).toISOString();
    await client.query('BEGIN; SET LOCAL app.backdate = on');
    await client.query(
      'INSERT INTO listing SELECT (jsonb_populate_record(l, \'{"id": 888888}\')).* FROM listing AS l LIMIT 1',
    );
    await client.query("INSERT INTO listing_price VALUES (888888, '2001-01-01', DEFAULT, 5)");
    await client.query("UPDATE listing SET price = 6, updated_date = '2021-01-01' WHERE id = 888888");
    await client.query('COMMIT');
    await client.query("UPDATE listing SET price = 7, updated_date = '2022-01-01' WHERE id = 888888");
    const { rows } = await client.query(
      "SELECT current_setting('app.backdate') AS a, current_setting('app.own_write') AS b",
    );
    assert.deepEqual(rows, [{ a: '', b: '' }]);
    assert.ok(((await stateOf(database, 888_888))?.updated_date ?? '') >= start);
  } finally {
    await client.end();
  }
});

test('H4: prices added directly are followed as ever where the writer backdates', async () => {
  const id = await addOld();
  await backdated((sql) => sql('INSERT INTO listing_price VALUES ($1, $2, DEFAULT, 5)', [id, second]));
  const { price, updated_date } = (await stateOf(database, id)) ?? {};
  assert.deepEqual({ price, updated_date }, { price: 5, updated_date: second });
  assert.deepEqual(await times(id), [
    [first, 100_000],
    [second, 5],
  ]);
});
