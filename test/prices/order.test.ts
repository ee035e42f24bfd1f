import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { setClock } from '../support/clock.ts';
import { assertInLine, priceRows, stateOf } from '../support/history.ts';
import { addListing, addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const writers = 64;

let database: TestDatabase;
let clients: pg.Client[];
before(async () => {
  database = await createTestDatabase();
  clients = await Promise.all(Array.from({ length: writers }, () => database.connect()));
});
after(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await assertInLine(database);
  await database.drop();
});

/** A change as the writer was told of it; the version of a listing counts its commits. */
type Acknowledged = { id: number; price: number; version: number; updated_date: string };

const shuffled = <T>(items: readonly T[]) =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);

/** Begins, and takes a snapshot and a transaction id, before anything is written. */
async function begin(client: pg.Client): Promise<void> {
  await client.query('BEGIN');
  await client.query('SELECT pg_current_xact_id(), (SELECT sum(price) FROM listing)');
}

/** Sets a price of its own on each listing, waits a little, then commits, or rolls back one in four. */
async function write(client: pg.Client, ids: readonly number[], price: number): Promise<Acknowledged[]> {
  const changes: Acknowledged[] = [];
  for (const id of ids) {
    const text = 'UPDATE listing SET price = $1 WHERE id = $2 RETURNING id, price, version, updated_date';
    changes.push(...(await client.query<Acknowledged>(text, [price, id])).rows);
  }
  for (let rounds = Math.random() * 4; rounds > 1; rounds -= 1) await client.query('SELECT');
  if (Math.random() < 0.25) {
    await client.query('ROLLBACK');
    return [];
  }
  await client.query('COMMIT');
  return changes;
}

/** All begin in one order, and write in another. */
async function race(idsOf: (writer: number) => readonly number[]): Promise<Acknowledged[]> {
  for (const client of shuffled(clients)) await begin(client);
  const work = shuffled(clients.map((client, writer) => ({ client, writer }))).map(({ client, writer }) =>
    write(client, idsOf(writer), writer + 1),
  );
  return (await Promise.all(work)).flat();
}

async function assertRecorded(id: number, acknowledged: readonly Acknowledged[]): Promise<void> {
  const inOrder = acknowledged.filter((change) => change.id === id).sort((a, b) => a.version - b.version);
  const [first, ...rows] = await priceRows(database, id);
  assert.equal(first?.price_eur, 100_000);
  assert.deepEqual(
    rows,
    inOrder.map(({ price, updated_date: at }) => ({ effective_at: at, recorded_at: at, price_eur: price })),
  );
  const times = [first, ...rows].map((row) => String(row?.effective_at));
  assert.deepEqual(times, [...new Set(times)].sort());
  assert.deepEqual(
    inOrder.map(({ version }) => version),
    inOrder.map((_, index) => index + 2),
  );
}

test('H1, H3: prices of one listing by many writers are recorded once each, in the order of the commits', async () => {
  const id = await addListing(database);
  await assertRecorded(id, await race(() => [id]));
});

test('H1, H3: so are prices of many listings, changed in the transactions of many writers', async () => {
  const ids = (await addListings(database, 16)).sort((a, b) => a - b);
  // Each writes its listings in the order of their ids, so that none waits for another in a circle.
  const acknowledged = await race((writer) => ids.filter((id) => (id + writer) % 3 === 0));
  for (const id of ids) await assertRecorded(id, acknowledged);
});

test('H3: a time that the database gave, as an as-of in SQL, finds that very price', async () => {
  const id = await addListing(database);
  const [client] = clients;
  for (let price = 1; price <= 200; price += 1)
    await client?.query('UPDATE listing SET price = $1 WHERE id = $2', [price, id]);
  const rows = await database.sql<{ price_eur: number; as_of: number }>(
    `SELECT given.price_eur, (SELECT p.price_eur FROM listing_price AS p
         WHERE p.listing_id = given.listing_id AND p.effective_at <= given.effective_at
         ORDER BY p.effective_at DESC, p.recorded_at DESC LIMIT 1) AS as_of
     FROM listing_price AS given WHERE listing_id = $1`,
    [id],
  );
  assert.equal(rows.length, 201);
  assert.deepEqual(
    rows.filter((row) => row.price_eur !== row.as_of),
    [],
  );
});

test('H3: in one transaction, and in one statement after another, times increase', async () => {
  const id = await addListing(database);
  const given: string[] = [];
  await database.db.transaction(async (tx) => {
    for (let price = 1; price <= 50; price += 1) {
      const text = 'UPDATE listing SET price = $1 WHERE id = $2 RETURNING updated_date';
      const { rows } = await tx.query<{ updated_date: string }>({ text, values: [price, id] });
      given.push(...rows.map(({ updated_date }) => updated_date));
    }
  });
  assert.deepEqual(given, [...new Set(given)].sort());
  assert.deepEqual(
    (await priceRows(database, id)).slice(1).map(({ effective_at }) => effective_at),
    given,
  );
});

test('H3: a time is that of the row lock, not of the start of a transaction that waited for it', async () => {
  const id = await addListing(database);
  const [slow, quick] = clients as [pg.Client, pg.Client];
  const clock = async () => (await database.sql<{ at: string }>('SELECT listing_clock() AS at'))[0]?.at ?? '';
  const update = 'UPDATE listing SET price = price + 1 WHERE id = $1 RETURNING updated_date';
  await slow.query('BEGIN');
  await quick.query('BEGIN');
  await quick.query(update, [id]);
  const waiting = slow.query<{ updated_date: string }>(update, [id]);
  const locked = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await until('a wait for the lock', async () => (await database.sql(locked)).length === 1);
  await sleep(20);
  const released = await clock();
  await quick.query('COMMIT');
  const [row] = (await waiting).rows;
  await slow.query('COMMIT');
  assert.ok(row && row.updated_date >= released, `${row?.updated_date}, the lock was held until ${released}`);
});

test('H3: a clock that stands still or steps back gives strictly increasing times', async () => {
  await setClock(database, '2024-05-06T07:08:09.998Z');
  const id = await addListing(database);
  const other = await addListing(database);
  const set = (price: number) =>
    database.sql('UPDATE listing SET price = $1 WHERE id = ANY ($2)', [price, [id, other]]);
  for (const price of [1, 2]) await set(price);
  await setClock(database, '2024-05-06T06:00:00.000Z');
  await set(3);
  await database.sql("UPDATE listing SET name = 'Moulin' WHERE id = $1", [id]);
  await setClock(database, '2024-05-06T07:08:10.000Z');
  await set(4);
  const prices = [
    ['2024-05-06T07:08:09.998Z', 100_000],
    ['2024-05-06T07:08:09.999Z', 1],
    ['2024-05-06T07:08:10.000Z', 2],
    ['2024-05-06T07:08:10.001Z', 3],
  ];
  const rowsOf = async (listing: number) =>
    (await priceRows(database, listing)).map(({ effective_at, price_eur }) => [effective_at, price_eur]);
  assert.deepEqual(await rowsOf(other), [...prices, ['2024-05-06T07:08:10.002Z', 4]]);
  assert.deepEqual(await rowsOf(id), [...prices, ['2024-05-06T07:08:10.003Z', 4]]);
  assert.equal((await stateOf(database, id))?.updated_date, '2024-05-06T07:08:10.003Z');
});
