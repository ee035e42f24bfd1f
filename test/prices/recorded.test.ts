import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { copying } from '../support/copying.ts';
import { folded, stored } from '../support/fold.ts';
import { addPrice, assertInLine, pricesOf } from '../support/history.ts';
import { addListing, addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => {
  await assertInLine(database);
  await database.drop();
});

const columns =
  'name, description, building_type, street_address, postal_code, city, country, surface_area_m2, rooms_count, bedrooms_count';
const values = `'Flat', '', 'HOUSE', '', '', '', 'FR', 1, 1, 1`;

type Write = (id: number) => Promise<unknown>;

/** Each brings a listing of 100,000 to 200,000. */
const writers: Record<string, Write> = {
  'a plain UPDATE': (id) => database.sql('UPDATE listing SET price = 200000 WHERE id = $1', [id]),
  'an UPDATE of several columns that are read only': (id) =>
    database.sql(
      `UPDATE listing SET price = 200000, version = 77, created_date = 'epoch', updated_date = NULL WHERE id = $1`,
      [id],
    ),
  'INSERT … ON CONFLICT DO UPDATE': (id) =>
    database.sql(
      `INSERT INTO listing (id, price, ${columns}) VALUES ($1, 200000, ${values})
       ON CONFLICT (id) DO UPDATE SET price = EXCLUDED.price, version = EXCLUDED.version`,
      [id],
    ),
  MERGE: (id) =>
    database.sql(
      `MERGE INTO listing USING (SELECT $1::bigint AS id) AS stated ON listing.id = stated.id
       WHEN MATCHED THEN UPDATE SET price = 200000 WHEN NOT MATCHED THEN INSERT (price, ${columns}) VALUES (1, ${values})`,
      [id],
    ),
  'a writable CTE': (id) =>
    database.sql(
      'WITH changed AS (UPDATE listing SET price = 200000 WHERE id = $1 RETURNING price) SELECT price FROM changed',
      [id],
    ),
  'a cursor': (id) =>
    database.sql(`DO $$ DECLARE c CURSOR FOR SELECT FROM listing WHERE id = ${id} FOR UPDATE; BEGIN
      OPEN c; MOVE c; UPDATE listing SET price = 200000 WHERE CURRENT OF c; END $$`),
  'a transaction whose savepoint was rolled back': (id) =>
    database.db.transaction(async (tx) => {
      await tx.query({ text: 'SAVEPOINT s' });
      await tx.query({ text: 'UPDATE listing SET price = 1 WHERE id = $1', values: [id] });
      await tx.query({ text: 'ROLLBACK TO SAVEPOINT s' });
      await tx.query({ text: 'UPDATE listing SET price = 200000 WHERE id = $1', values: [id] });
    }),
  'a block that caught an error': (id) =>
    database.sql(`DO $$ BEGIN
      BEGIN UPDATE listing SET price = 3 WHERE id = ${id}; PERFORM 1 / 0; EXCEPTION WHEN division_by_zero THEN END;
      UPDATE listing SET price = 200000 WHERE id = ${id};
    END $$`),
  'a REPEATABLE READ transaction': (id) =>
    database.db.transaction(async (tx) => {
      await tx.query({ text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ' });
      await tx.query({ text: 'UPDATE listing SET price = 200000 WHERE id = $1', values: [id] });
    }),
};

for (const [what, write] of Object.entries(writers)) {
  test(`H1: ${what} leaves exactly one price row`, async () => {
    const id = await addListing(database);
    await write(id);
    assert.deepEqual(await pricesOf(database, id), [100_000, 200_000]);
    const [row] = await database.sql('SELECT price, version FROM listing WHERE id = $1', [id]);
    assert.deepEqual(row, { price: 200_000, version: 2 });
  });
}

test('H1: several changes in one transaction leave a price row each', async () => {
  const id = await addListing(database);
  await database.db.transaction(async (tx) => {
    for (const price of [1, 2, 2, 1, 3]) {
      await tx.query({ text: 'UPDATE listing SET price = $1 WHERE id = $2', values: [price, id] });
    }
  });
  assert.deepEqual(await pricesOf(database, id), [100_000, 1, 2, 1, 3]);
});

test('H1: a transaction that is rolled back leaves no trace', async () => {
  const id = await addListing(database);
  const stored = () => database.sql('SELECT id, version, xmin::text FROM listing ORDER BY id');
  const before = await stored();
  const failing = database.db.transaction(async (tx) => {
    await tx.query({ text: 'UPDATE listing SET price = price + 1' });
    await tx.query({ text: 'DELETE FROM listing WHERE id < $1', values: [id] });
    throw new Error('taken back');
  });
  await assert.rejects(failing, /taken back/);
  assert.deepEqual(await stored(), before);
  assert.deepEqual(await pricesOf(database, id), [100_000]);
});

test('H1: one statement that inserts, updates and deletes listings records each', async () => {
  const [kept = 0, gone = 0] = await addListings(database, 2);
  const rows = await database.sql<{ id: number }>(
    `WITH removed AS (DELETE FROM listing WHERE id = $1), changed AS (UPDATE listing SET price = 7 WHERE id = $2)
     INSERT INTO listing (price, ${columns}) VALUES (8, ${values}), (9, ${values}) RETURNING id`,
    [gone, kept],
  );
  const histories = await Promise.all([gone, kept, ...rows.map(({ id }) => id)].map((id) => pricesOf(database, id)));
  assert.deepEqual(histories, [[], [100_000, 7], [8], [9]]);
});

test('H1: one statement that changes many listings leaves a price row for each', async () => {
  const ids = await addListings(database, 50);
  await database.sql('UPDATE listing SET price = price + id WHERE id = ANY ($1)', [ids]);
  const histories = await Promise.all(ids.map((id) => pricesOf(database, id)));
  assert.deepEqual(
    histories,
    ids.map((id) => [100_000, 100_000 + id]),
  );
});

test('H1: COPY leaves a price row for each listing', async () => {
  const others = values.replaceAll("'", '').replaceAll(', ', '\t');
  const lines = Array.from({ length: 5_000 }, (_, n) => `copied-${n}\t${n}.25\t${others}\n`);
  await copying(database, async (tx) => {
    await tx.copy(`COPY listing (reference, price, ${columns}) FROM STDIN`, Readable.from(lines));
  });
  const [row] = await database.sql(
    `SELECT count(*) AS rows, sum(price_eur) AS sum FROM listing_price JOIN listing ON id = listing_id
     WHERE reference ~ '^copied-' AND effective_at = updated_date AND recorded_at = effective_at AND version = 1`,
  );
  assert.deepEqual(row, { rows: 5_000, sum: (4_999 * 5_000) / 2 + 1_250 });
});

test('H10: what is learnt of a listing that is ahead of the clock is recorded by the clock', async () => {
  const id = await addListing(database);
  await addPrice(database, [id, 5], "clock_timestamp() + interval '4 s'");
  await database.sql("UPDATE listing SET price = 6, name = 'Moulin' WHERE id = $1", [id]);
  const rows = await database.sql<{ ahead: boolean }>(
    `SELECT recorded_at > listing_clock() AS ahead FROM listing_price WHERE listing_id = $1
     UNION SELECT superseded_at > listing_clock() FROM listing_past WHERE listing_id = $1
     UNION SELECT recorded_at > listing_clock() FROM listing_change WHERE listing_id = $1`,
    [id],
  );
  assert.deepEqual(rows, [{ ahead: false }]);
  assert.deepEqual(await stored(database, id), await folded(database, id));
  await database.sql('DELETE FROM listing WHERE id = $1', [id]);
  const [gone] = await database.sql<{ ahead: boolean }>(
    "SELECT recorded_at > listing_clock() AS ahead FROM listing_change WHERE listing_id = $1 AND kind = 'deleted'",
    [id],
  );
  assert.deepEqual(gone, { ahead: false });
});

test('H10: who looks before the mark can be seen takes an earlier moment for final than anything is recorded at', async () => {
  const ticking = await createTestDatabase();
  try {
    await ticking.sql('CREATE SEQUENCE tick');
    await ticking.sql(`CREATE OR REPLACE FUNCTION listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS
      $$ SELECT timestamptz '2024-05-06 07:08:09Z' + nextval('public.tick') * interval '1 ms' $$`);
    const [marked] = await ticking.sql<{ shown: string; recorded: string }>(
      `WITH mark AS MATERIALIZED (SELECT listing_mark_write()::text AS done)
       SELECT to_timestamp(((classid::bigint << 32 | objid::bigint) & ((1::bigint << 42) - 1)) / 1000.0) AS shown,
         listing_marked_at() AS recorded
       FROM mark, pg_locks WHERE done = '' AND locktype = 'advisory' AND pid = pg_backend_pid()`,
    );
    assert.ok(marked && marked.shown < marked.recorded, JSON.stringify(marked));
  } finally {
    await ticking.drop();
  }
});
