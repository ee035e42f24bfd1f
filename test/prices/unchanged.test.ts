import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertInLine, pricesOf } from '../support/history.ts';
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

/** Every row of the listing, xmin included: the transaction that wrote it. */
const wholeRow = async (id: number) =>
  await database.sql('SELECT xmin::text, ctid::text, listing.* FROM listing WHERE id = $1', [id]);

const writes: Record<string, string> = {
  'the same price': 'UPDATE listing SET price = price WHERE id = $1',
  'the same price with other digits': 'UPDATE listing SET price = 100000.004 WHERE id = $1',
  'every column the same': `UPDATE listing SET name = name, description = description, price = price, version = version,
    contact_phone_number = NULL, reference = NULL, surface_area_m2 = 70.50 WHERE id = $1`,
  'a version only': 'UPDATE listing SET version = version + 1 WHERE id = $1',
  'dates only': "UPDATE listing SET updated_date = now() + interval '1 s', created_date = 'epoch' WHERE id = $1",
  'no date and no version': 'UPDATE listing SET updated_date = NULL, created_date = NULL, version = NULL WHERE id = $1',
  'its own id': 'UPDATE listing SET id = id WHERE id = $1',
  'what it is, by ON CONFLICT': `INSERT INTO listing SELECT * FROM listing WHERE id = $1
    ON CONFLICT (id) DO UPDATE SET price = EXCLUDED.price, name = EXCLUDED.name, version = 9, updated_date = now()`,
  'what it is, by MERGE': `MERGE INTO listing USING listing AS same ON listing.id = same.id AND same.id = $1
    WHEN MATCHED THEN UPDATE SET price = same.price, updated_date = now()`,
};

for (const [what, statement] of Object.entries(writes)) {
  for (const backdate of ['off', 'on']) {
    test(`H2: an update that states ${what} leaves no trace (app.backdate = ${backdate})`, async () => {
      const id = await addListing(database);
      const before = await wholeRow(id);
      await database.db.transaction(async (tx) => {
        await tx.query({ text: `SET LOCAL app.backdate = ${backdate}` });
        await tx.query({ text: statement, values: [id] });
      });
      assert.deepEqual(await wholeRow(id), before);
      assert.deepEqual(await pricesOf(database, id), [100_000]);
    });
  }
}

test('H2: of a bulk update only the rows that change leave a trace', async () => {
  const ids = await addListings(database, 1_000);
  const changed = ids.slice(0, 3);
  const stored = () =>
    database.sql('SELECT xmin::text, version, updated_date FROM listing WHERE id = ANY ($1) ORDER BY id', [ids]);
  const before = await stored();
  const rows = await database.sql<{ id: number }>(
    'UPDATE listing SET price = CASE WHEN id = ANY ($1) THEN 5 ELSE price END, version = 0 WHERE id = ANY ($2) RETURNING id',
    [changed, ids],
  );
  assert.deepEqual(rows.map(({ id }) => id).sort(), changed.toSorted());
  assert.deepEqual((await stored()).slice(3), before.slice(3));
  const [count] = await database.sql('SELECT count(*) AS rows FROM listing_price WHERE listing_id = ANY ($1)', [ids]);
  assert.deepEqual(count, { rows: 1_003 });
});

test('H2: a change of an attribute leaves no price row', async () => {
  const id = await addListing(database);
  await database.sql("UPDATE listing SET city = 'Elne', price = price WHERE id = $1", [id]);
  const [row] = await database.sql('SELECT version, updated_date > created_date AS later FROM listing WHERE id = $1', [
    id,
  ]);
  assert.deepEqual(row, { version: 2, later: true });
  assert.deepEqual(await pricesOf(database, id), [100_000]);
});

test('H2: a statement that adds no price row leaves no trace', async () => {
  const id = await addListing(database);
  const before = await wholeRow(id);
  await database.sql(
    'INSERT INTO listing_price SELECT * FROM listing_price WHERE listing_id = $1 ON CONFLICT DO NOTHING',
    [id],
  );
  await database.sql('INSERT INTO listing_price SELECT * FROM listing_price WHERE false');
  assert.deepEqual(await wholeRow(id), before);
});
