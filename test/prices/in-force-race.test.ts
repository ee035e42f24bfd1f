import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { assertInLine } from '../support/history.ts';
import { addListings } from '../support/listing-rows.ts';
import { isLostToOthers } from '../support/lost-to-others.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const writers = 24;
const rounds = 8;
const listings = 3;

let database: TestDatabase;
let clients: pg.Client[];
let ids: number[];
before(async () => {
  database = await createTestDatabase();
  // Writers in a circle are told apart at once, rather than after a second.
  await database.sql(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET deadlock_timeout = '20ms'`);
  clients = await Promise.all(Array.from({ length: writers }, () => database.connect()));
});
after(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await database.drop();
});

const add = (rows: string) => `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur) ${rows}`;
const addTo = (id: number, at: string, price: string) =>
  add(`SELECT id, ${at}, listing_clock(), ${price} FROM listing WHERE id = ${id}`);
const restate = (id: number, price: string, which: string) =>
  add(`SELECT listing_id, effective_at, listing_record_time(listing_id, effective_at), ${price}
    FROM listing_price WHERE listing_id = ${id} ${which}`);

/** What a writer may do to a listing, with a number of its own. */
const writes: ((id: number, n: number) => string)[] = [
  (id, n) => `UPDATE listing SET price = ${n} WHERE id = ${id}`,
  (id, n) => `UPDATE listing SET price = price + 1, name = '${n}' WHERE id = ${id}`,
  (id, n) => `UPDATE listing SET name = '${n}' WHERE id = ${id}`,
  (id, n) => addTo(id, 'listing_clock()', `${n}`),
  (id, n) => addTo(id, "listing_clock() + interval '50 ms'", `${n}`),
  (id, n) => addTo(id, `listing_clock() - interval '${n} ms'`, `${n}`),
  (id, n) => restate(id, `${n}`, 'ORDER BY effective_at DESC LIMIT 1'),
  (id) => restate(id, 'NULL', 'ORDER BY effective_at DESC LIMIT 1'),
  (id) => restate(id, 'NULL', 'ORDER BY random() LIMIT 1'),
  (id, n) => restate(id, `CASE WHEN random() < 0.5 THEN ${n} END`, 'ORDER BY random() LIMIT 3'),
];

/** Sends a statement. @returns when it waits for a lock, or is over: what it ends with. */
async function sendOnly(client: pg.Client, text: string): Promise<{ end: Promise<unknown> }> {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  let over = false;
  const end = client.query(text).finally(() => {
    over = true;
  });
  end.catch(() => {}); // it is for the caller
  const waiting = "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'";
  await until('a wait for a lock', async () => over || (await database.sql(waiting, [rows[0].pid])).length > 0);
  return { end };
}

const pick = <T>(items: readonly T[]): T => items[Math.floor(Math.random() * items.length)] as T;

async function write(client: pg.Client, round: number): Promise<boolean> {
  try {
    await client.query('BEGIN');
    // In the order of the ids, so that hardly ever two wait for each other.
    for (const id of [...ids, ...ids].filter(() => Math.random() < 0.4).sort((a, b) => a - b)) {
      await client.query(pick(writes)(id, 1 + round * 100 + Math.floor(Math.random() * 100)));
    }
    await client.query(Math.random() < 0.2 ? 'ROLLBACK' : 'COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    assert.ok(isLostToOthers(error), String(error));
    return false;
  }
}

test('H3, H4: listings and prices stay in line while many writers change both', async () => {
  ids = await addListings(database, listings);
  let written = 0;
  const work = clients.map(async (client) => {
    for (let round = 1; round <= rounds; round += 1) if (await write(client, round)) written += 1;
  });
  // All have ended their transactions before one of them fails, or the next test would wait for them.
  await Promise.allSettled(work);
  await Promise.all(work);
  assert.ok(written > (writers * rounds) / 4, `only ${written} transactions went through`);
  await assertInLine(database);
});

test('H4: of two writers who add prices at the same time the second sees what the first added', async () => {
  const [id = 0] = await addListings(database, 1);
  const [first, second] = clients as [pg.Client, pg.Client];
  await database.sql('UPDATE listing SET price = 7 WHERE id = $1', [id]);
  await first.query('BEGIN');
  await first.query(addTo(id, "created_date - interval '1 day'", '5'));
  await first.query(restate(id, 'NULL', 'AND price_eur = 100000'));
  const voiding = await sendOnly(second, restate(id, 'NULL', 'AND price_eur = 7'));
  await first.query('COMMIT');
  await voiding.end;
  assert.deepEqual(await database.sql('SELECT price FROM listing WHERE id = $1', [id]), [{ price: 5 }]);
  await assertInLine(database);
});

test('H4: a price that is added while the listing is being repriced waits, and is then followed', async () => {
  const [id = 0] = await addListings(database, 1);
  const [first, second] = clients as [pg.Client, pg.Client];
  await first.query('BEGIN');
  await first.query('UPDATE listing SET price = 7 WHERE id = $1', [id]);
  const adding = await sendOnly(second, addTo(id, "updated_date + interval '3 s'", '8'));
  await first.query('COMMIT');
  await adding.end;
  assert.deepEqual(await database.sql('SELECT price FROM listing WHERE id = $1', [id]), [{ price: 8 }]);
  await assertInLine(database);
});
