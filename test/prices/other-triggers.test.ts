import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { patchListing } from '../../src/listings/change-listing.ts';
import { folded, stored } from '../support/fold.ts';
import { addPrice, assertInLine, priceRows, pricesOf, stateOf } from '../support/history.ts';
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

/** Somebody's own trigger, beside those of the schema. */
async function addTrigger(event: string, body: string): Promise<void> {
  await database.sql(
    `CREATE FUNCTION somebodys() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NEW; END $$;
     CREATE TRIGGER somebodys ${event} FOR EACH ROW EXECUTE FUNCTION somebodys()`,
  );
}

const setPrice = (id: number, price: number) =>
  database.sql('UPDATE listing SET price = $1 WHERE id = $2', [price, id]);

/** H3, H8: since when its attributes hold, and those of the past. */
async function assertFoldsTo(id: number, names: string[]): Promise<void> {
  const listing = await stored(database, id);
  assert.deepEqual(
    [...(listing?.past ?? []), listing].map((state) => state?.attributes.name),
    names,
  );
  assert.deepEqual(listing, await folded(database, id));
}

const afterLast = `SELECT id, updated_date + interval '1 ms', NEW.price FROM listing WHERE id = NEW.listing_id`;

test('H1: a trigger on another table that updates a listing leaves exactly one price row', async () => {
  const id = await addListing(database);
  await database.sql('CREATE TABLE offer (listing_id bigint, price numeric)');
  await addTrigger('AFTER INSERT ON offer', 'UPDATE listing SET price = NEW.price WHERE id = NEW.listing_id;');
  await database.sql('INSERT INTO offer VALUES ($1, 5), ($1, 5), ($1, 100000), ($1, 6)', [id]);
  assert.deepEqual(await pricesOf(database, id), [100_000, 5, 100_000, 6]);
});

test('H4: a trigger on another table that adds a price directly is followed', async () => {
  const id = await addListing(database);
  await database.sql('CREATE TABLE offer (listing_id bigint, price numeric)');
  await addTrigger(
    'AFTER INSERT ON offer',
    `INSERT INTO listing_price (listing_id, effective_at, price_eur) ${afterLast};`,
  );
  await setPrice(id, 4);
  await database.sql('INSERT INTO offer VALUES ($1, 5)', [id]);
  assert.deepEqual(await pricesOf(database, id), [100_000, 4, 5]);
});

test('H1, H4: a trigger on listing that takes a price back leaves both prices, in their order', async () => {
  const id = await addListing(database);
  await addTrigger(
    'AFTER UPDATE ON listing',
    'IF NEW.price = 13 THEN UPDATE listing SET price = OLD.price WHERE id = NEW.id; END IF;',
  );
  await setPrice(id, 13);
  assert.deepEqual(await pricesOf(database, id), [100_000, 13, 100_000]);
  assert.equal((await stateOf(database, id))?.version, 3);
});

test('H1: a trigger that adds to a price before it is stored leaves one row, of the price that is stored', async () => {
  const id = await addListing(database);
  await addTrigger('BEFORE UPDATE ON listing', 'NEW.price := NEW.price + 1;');
  await setPrice(id, 13);
  assert.deepEqual(await pricesOf(database, id), [100_000, 14]);
});

test('H3: a trigger that changes attributes before they are stored leaves the state of before', async () => {
  const id = await addListing(database, { name: 'Mas' });
  await addTrigger('BEFORE UPDATE ON listing', "NEW.name := 'At ' || NEW.price;");
  await setPrice(id, 13);
  await setPrice(id, 14);
  await assertFoldsTo(id, ['Mas', 'At 13.00', 'At 14.00']);
});

test('H3: a trigger that describes a listing anew after it was changed leaves every state, in their order', async () => {
  const id = await addListing(database, { name: 'Mas' });
  const again = "IF NEW.name = 'Cabane' THEN UPDATE listing SET name = 'Moulin' WHERE id = NEW.id; END IF;";
  await addTrigger('AFTER UPDATE ON listing', again);
  await database.sql('ALTER TRIGGER somebodys ON listing RENAME TO before_all_others');
  await database.sql("UPDATE listing SET name = 'Cabane' WHERE id = $1", [id]);
  await assertFoldsTo(id, ['Mas', 'Cabane', 'Moulin']);
});

test('H3, H4: a trigger that sets the dates, as frameworks have it, does not set them', async () => {
  await addTrigger(
    'BEFORE INSERT OR UPDATE ON listing',
    "NEW.created_date := now() - interval '1 year'; NEW.updated_date := now() - interval '1 day';",
  );
  const id = await addListing(database);
  await setPrice(id, 13);
  await database.sql("UPDATE listing SET name = 'Moulin' WHERE id = $1", [id]);
  const { created_date, updated_date } = (await stateOf(database, id)) ?? {};
  assert.ok(created_date && updated_date && created_date > new Date(Date.now() - 60_000).toISOString());
  assert.ok(updated_date > created_date);
  assert.deepEqual(await stored(database, id), await folded(database, id));
});

test('H2: what a trigger makes of an update counts: where it is there already, nothing is written', async () => {
  const id = await addListing(database, { name: 'Mas' });
  await addTrigger('BEFORE UPDATE ON listing', 'NEW.name := btrim(NEW.name);');
  await database.sql("UPDATE listing SET name = ' Mas ' WHERE id = $1", [id]);
  assert.equal((await stateOf(database, id))?.version, 1);
  for (const versions of [undefined, [1]]) {
    const { listing, version } = await patchListing(database.db.writes, {
      id: String(id),
      input: { name: 'Mas ' },
      versions,
    });
    assert.deepEqual([listing.name, version], ['Mas', 1]);
  }
});

test('H3: a trigger that changes attributes after all others is refused', async () => {
  const id = await addListing(database, { name: 'Mas' });
  await addTrigger('BEFORE UPDATE ON listing', "NEW.name := 'At ' || NEW.price;");
  await database.sql('ALTER TRIGGER somebodys ON listing RENAME TO zzzz');
  await assert.rejects(setPrice(id, 13), {
    message: `a trigger changed listing ${id} after zzz_listing_stamp_update`,
  });
  await assertFoldsTo(id, ['Mas']);
});

test('H4: a trigger that makes another price of one that is added directly is refused', async () => {
  const id = await addListing(database);
  await addTrigger('BEFORE UPDATE ON listing', 'NEW.price := NEW.price + 1;');
  await assert.rejects(addPrice(database, [id, 20], 'updated_date'), {
    message: `a trigger made another price of what was added to the prices of listing ${id}`,
  });
  assert.deepEqual(await pricesOf(database, id), [100_000]);
});

test('H3: what a trigger does to another listing is of now, also where a price was added of the past', async () => {
  const [id, other] = [await addListing(database), await addListing(database)];
  await addTrigger(
    'AFTER UPDATE ON listing',
    `IF NEW.id = ${id} THEN UPDATE listing SET price = NEW.price, name = 'Moulin' WHERE id = ${other}; END IF;`,
  );
  const before = await stateOf(database, other);
  await addPrice(database, [id, 7], 'updated_date');
  const after = await stateOf(database, other);
  assert.ok(before && after && after.updated_date > before.updated_date);
  const [first, second] = await priceRows(database, other);
  assert.deepEqual([first?.price_eur, second?.price_eur], [100_000, 7]);
  assert.deepEqual([second?.effective_at, second?.recorded_at], [after.updated_date, after.updated_date]);
});

test('H4: a trigger on listing_price that updates another listing or adds its prices is followed', async () => {
  const [id, mirror, copy] = [await addListing(database), await addListing(database), await addListing(database)];
  await addTrigger(
    'AFTER INSERT ON listing_price',
    `IF NEW.listing_id = ${id} THEN
       UPDATE listing SET price = NEW.price_eur WHERE id = ${mirror};
       INSERT INTO listing_price (listing_id, effective_at, price_eur)
       SELECT id, updated_date + interval '1 ms', NEW.price_eur FROM listing WHERE id = ${copy};
     END IF;`,
  );
  await setPrice(id, 5);
  await addPrice(database, [id, 6]);
  for (const listing of [id, mirror, copy]) assert.deepEqual(await pricesOf(database, listing), [100_000, 5, 6]);
});

test('H4: a trigger on listing that adds a price of the listing being repriced is refused', async () => {
  const id = await addListing(database);
  await addTrigger(
    'AFTER UPDATE ON listing',
    `INSERT INTO listing_price (listing_id, effective_at, price_eur) VALUES (NEW.id, '2020-01-01', NEW.price - 1);`,
  );
  await assert.rejects(setPrice(id, 13), { message: `listing ${id} and its prices are written by one statement` });
  assert.deepEqual(await pricesOf(database, id), [100_000]);
});
