import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPrice, assertInLine, priceRows } from '../support/history.ts';
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

const refused: Record<string, string> = {
  'an UPDATE of a price': 'UPDATE listing_price SET price_eur = 1 WHERE listing_id = $1',
  'an UPDATE that changes nothing': 'UPDATE listing_price SET price_eur = price_eur WHERE listing_id = $1',
  'an UPDATE of no row': 'UPDATE listing_price SET price_eur = 1 WHERE listing_id = $1 AND false',
  'a DELETE of one price': 'DELETE FROM listing_price WHERE listing_id = $1 AND price_eur = 100000',
  'a DELETE of all prices': 'DELETE FROM listing_price WHERE listing_id >= $1',
  'an INSERT … ON CONFLICT DO UPDATE': `INSERT INTO listing_price SELECT * FROM listing_price WHERE listing_id = $1
    ON CONFLICT (listing_id, effective_at, recorded_at) DO UPDATE SET price_eur = 1`,
  'a MERGE that updates': `MERGE INTO listing_price AS p USING listing AS l ON l.id = p.listing_id AND l.id = $1
    WHEN MATCHED THEN UPDATE SET price_eur = 1`,
  'a MERGE that deletes': `MERGE INTO listing_price AS p USING listing AS l ON l.id = p.listing_id AND l.id = $1
    WHEN MATCHED THEN DELETE`,
  'a DELETE beside a change of the listing': `WITH changed AS (UPDATE listing SET price = 6 WHERE id = $1)
    DELETE FROM listing_price WHERE listing_id = $1`,
  'another id of the listing': 'UPDATE listing SET id = id + 1000000 WHERE id = $1',
  'a listing that is deleted and added again in one statement': `WITH removed AS (
    DELETE FROM listing WHERE id = $1 RETURNING *) INSERT INTO listing SELECT * FROM removed`,
};

for (const [what, statement] of Object.entries(refused)) {
  test(`H5: ${what} is refused, and the history stays`, async () => {
    const id = await addListing(database);
    await database.sql('UPDATE listing SET price = 5 WHERE id = $1', [id]);
    const history = await priceRows(database, id);
    await assert.rejects(database.sql(statement, [id]));
    assert.deepEqual(await priceRows(database, id), history);
  });
}

for (const statement of ['TRUNCATE listing_price', 'TRUNCATE listing CASCADE', 'TRUNCATE listing, listing_price']) {
  test(`H5: ${statement} is refused`, async () => {
    await addListing(database);
    await assert.rejects(database.sql(statement), /prices are history|cannot truncate a table referenced/);
  });
}

test('H5: a trigger of somebody else cannot remove prices either', async () => {
  const id = await addListing(database);
  await database.sql(`CREATE TABLE offer (id bigint);
    CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      DELETE FROM listing_price WHERE listing_id = NEW.id; RETURN NEW; END $$;
    CREATE TRIGGER forget AFTER INSERT ON offer FOR EACH ROW EXECUTE FUNCTION forget()`);
  await assert.rejects(database.sql('INSERT INTO offer VALUES ($1)', [id]), /prices are history/);
  assert.equal((await priceRows(database, id)).length, 1);
});

test('H5: the deletion of a listing takes all its prices along, and those of no other', async () => {
  const [gone = 0, kept = 0, also = 0] = await addListings(database, 3);
  for (const id of [gone, kept, also]) await addPrice(database, [id, 5], "created_date - interval '1 day'");
  await database.sql('DELETE FROM listing WHERE id = ANY ($1)', [[gone, also]]);
  const counts = await Promise.all([gone, kept, also].map(async (id) => (await priceRows(database, id)).length));
  assert.deepEqual(counts, [0, 2, 0]);
});

test('H5: a listing and its prices can be deleted in one statement', async () => {
  const id = await addListing(database);
  await database.sql(
    'WITH removed AS (DELETE FROM listing WHERE id = $1) DELETE FROM listing_price WHERE listing_id = $1',
    [id],
  );
  assert.equal((await priceRows(database, id)).length, 0);
});

const forgeries = [
  "UPDATE listing_change SET reason = 'forged'",
  'DELETE FROM listing_change',
  'TRUNCATE listing_change',
  'INSERT INTO listing_change SELECT * FROM listing_change',
  "UPDATE listing_past SET name = 'forged'",
  'DELETE FROM listing_past',
  'TRUNCATE listing_past',
  'INSERT INTO listing_past SELECT * FROM listing_past',
];
for (const forgery of forgeries) {
  test(`H7: nobody but a trigger may ${forgery}`, async () => {
    await assert.rejects(database.sql(forgery), {
      code: '23001',
      message: /^listing_(change|past) is history: triggers write it/,
    });
  });
}
