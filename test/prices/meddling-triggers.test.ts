import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { folded, stored } from '../support/fold.ts';
import { assertInLine, pricesOf, stateOf } from '../support/history.ts';
import { addListing } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await assertInLine(database);
  await database.drop();
});

/** Somebody's own trigger: whatever it does, history tells what the row has, or the statement is refused. */
async function addTrigger(name: string, event: string, body: string): Promise<void> {
  await database.sql(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NEW; END $$;
     CREATE TRIGGER ${name} ${event} FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  );
}

const backdated = (statement: string) => database.sql(`SET LOCAL app.backdate = on; ${statement}`);

const rounds =
  'IF NEW.price <> trunc(NEW.price, -3) THEN UPDATE listing SET price = trunc(price, -3) WHERE id = NEW.id; END IF;';

test('H4: a trigger that changes the price again where a time of the past is stated is refused', async () => {
  const id = await addListing(database);
  await addTrigger('rounder', 'AFTER INSERT OR UPDATE ON listing', rounds);
  const again = /^a trigger changed listing \d+ again while a time of the past was stated$/;
  await assert.rejects(backdated(`UPDATE listing SET price = 98765 WHERE id = ${id}`), { message: again });
  await assert.rejects(backdated(`UPDATE listing SET price = 98765, updated_date = now() WHERE id = ${id}`), {
    message: again,
  });
  await assert.rejects(
    backdated(`INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country,
      surface_area_m2, rooms_count, bedrooms_count, price)
      SELECT name, description, building_type, street_address, postal_code, city, country, surface_area_m2, rooms_count,
      bedrooms_count, 98765 FROM listing`),
    { message: again },
  );
  await database.sql('UPDATE listing SET price = 98765 WHERE id = $1', [id]); // of now both are told
  assert.deepEqual(await pricesOf(database, id), [100_000, 98_765, 98_000]);
});

test('H6: what is recorded of a listing that a trigger deletes meanwhile has no personal data', async () => {
  const id = await addListing(database);
  await addTrigger('zzz_expire', 'AFTER UPDATE ON listing', 'DELETE FROM listing WHERE id = NEW.id;');
  await database.sql("UPDATE listing SET name = 'Mrs Secret', contact_phone_number = '+33612345678' WHERE id = $1", [
    id,
  ]);
  const rows = await database.sql('SELECT changed FROM listing_change WHERE listing_id = $1 ORDER BY version', [id]);
  assert.equal(rows.length, 3);
  assert.doesNotMatch(JSON.stringify(rows), /Secret|3361234/);
});

test('a trigger that describes a listing again leaves the words that it has then', async () => {
  const id = await addListing(database);
  await addTrigger(
    'clean_name',
    'AFTER UPDATE ON listing',
    "IF NEW.name = 'raw' THEN UPDATE listing SET name = 'clean' WHERE id = NEW.id; END IF;",
  );
  await database.sql("UPDATE listing SET name = 'raw' WHERE id = $1", [id]);
  const [found] = await database.sql<{ words: string }>('SELECT words::text FROM listing_words WHERE listing_id = $1', [
    id,
  ]);
  assert.match(found?.words ?? '', /clean/);
  assert.doesNotMatch(found?.words ?? '', /raw/);
});

test('H1: a change of a column of somebody else is no price', async () => {
  const ids = [await addListing(database), await addListing(database)];
  await database.sql('ALTER TABLE listing ADD COLUMN agent text');
  await database.sql("UPDATE listing SET agent = 'x' WHERE id = $1", [ids[0]]);
  await database.sql("UPDATE listing SET agent = 'y'");
  for (const id of ids) {
    assert.deepEqual(await pricesOf(database, id), [100_000]);
    assert.deepEqual(await stored(database, id), await folded(database, id));
  }
  const changed = await database.sql("SELECT DISTINCT changed FROM listing_change WHERE kind = 'updated'");
  assert.deepEqual(changed, [{ changed: {} }]);
});

for (const [what, body] of [
  ['makes another price of a new one', 'NEW.price_eur := trunc(NEW.price_eur, -3);'],
  ['leaves a new one out', 'RETURN NULL;'],
] as const) {
  test(`H4, H5: a trigger on listing_price that ${what} is refused`, async () => {
    const ids = [await addListing(database), await addListing(database)];
    await addTrigger('somebodys', 'BEFORE INSERT ON listing_price', body);
    const other = /^a trigger made another price of (a new|the first) one of listing \d+$/;
    await assert.rejects(database.sql('UPDATE listing SET price = 123456 WHERE id = $1', [ids[0]]), { message: other });
    await assert.rejects(database.sql('UPDATE listing SET price = price + 123'), { message: other });
    await assert.rejects(addListing(database, { price: 123_456 }), { message: other });
    assert.deepEqual(await pricesOf(database, ids[0] ?? 0), [100_000]);
  });
}

for (const [what, body, statement] of [
  ['changes a new price', 'NEW.price := trunc(NEW.price, -3);', 'UPDATE listing SET price = 98765'],
  ['takes a new price back', 'NEW.price := OLD.price;', 'UPDATE listing SET price = 98765'],
  ['takes new attributes back', 'NEW.name := OLD.name;', "UPDATE listing SET name = 'Moulin', price = 5"],
] as const) {
  test(`H3, H8: a trigger that ${what} after all others is refused`, async () => {
    const id = await addListing(database);
    await addTrigger('zzzz', 'BEFORE UPDATE ON listing', body);
    await assert.rejects(database.sql(statement), {
      message: `a trigger changed listing ${id} after zzz_listing_stamp_update`,
    });
    assert.equal((await stateOf(database, id))?.version, 1);
  });
}
