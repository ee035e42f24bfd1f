import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
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

const prices = ['NaN', 'Infinity', '-Infinity', '-0.01', '1000000000000', '999999999999.995'];
const columns: Record<string, (string | null)[]> = {
  price: [...prices, null],
  surface_area_m2: ['NaN', 'Infinity', '-Infinity', '-0.5', '1000000001', null],
  rooms_count: ['0', '-1', null],
  bedrooms_count: ['-1', null],
  building_type: ['CASTLE', 'house', '', null],
  country: ['fr', 'FRA', '', 'F1', 'FR\n', null],
  name: [null],
  description: [null],
  city: [null],
};

for (const [column, values] of Object.entries(columns)) {
  for (const value of values) {
    test(`the database refuses a listing whose ${column} is ${JSON.stringify(value)}`, async () => {
      const id = await addListing(database);
      const before = [await stateOf(database, id), await priceRows(database, id)];
      await assert.rejects(database.sql(`UPDATE listing SET ${column} = $1 WHERE id = $2`, [value, id]));
      await assert.rejects(addListing(database, { [column]: value }));
      assert.deepEqual([await stateOf(database, id), await priceRows(database, id)], before);
    });
  }
}

test('the database keeps the least and the greatest of each number', async () => {
  for (const price of [0, 0.01, 999_999_999_999.99]) {
    const id = await addListing(database, { price, surface_area_m2: 0, rooms_count: 1, bedrooms_count: 0 });
    assert.equal((await stateOf(database, id))?.price, price);
  }
  await addListing(database, { surface_area_m2: 1e9 });
});

const add = (id: number, values: string) =>
  database.sql(
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur) VALUES (${id}, ${values})`,
  );

const rows: Record<string, string> = {
  ...Object.fromEntries(prices.map((price) => [`a price of ${price}`, `'2020-01-01', DEFAULT, '${price}'`])),
  'a price of infinity': `'infinity', DEFAULT, 5`,
  'a price of before all time': `'-infinity', DEFAULT, 5`,
  'a price of before the year 1': `'0044-03-15 BC', DEFAULT, 5`,
  'a price recorded before the year 1': `'2020-01-01', '0044-03-15 BC', 5`,
  'a price of the future': `now() + interval '6 s', DEFAULT, 5`,
  'a void of the future': `now() + interval '1 year', DEFAULT, NULL`,
  'a price recorded at infinity': `'2020-01-01', 'infinity', 5`,
  'a price recorded before all time': `'2020-01-01', '-infinity', 5`,
  'a price recorded in the future': `'2020-01-01', now() + interval '6 s', 5`,
  'a price of no time': 'NULL, DEFAULT, 5',
  'a price recorded at no time': `'2020-01-01', NULL, 5`,
  'one bad row among good ones': `'2020-01-01', DEFAULT, 5), (1, '2020-01-02', DEFAULT, 'NaN'`,
};

for (const [what, values] of Object.entries(rows)) {
  test(`the database refuses ${what} that is added directly`, async () => {
    const id = await addListing(database);
    await assert.rejects(add(id, values));
    assert.equal((await priceRows(database, id)).length, 1);
  });
}

test('the database refuses a price of a listing that is not there', async () => {
  await assert.rejects(add(999_999_999, `'2020-01-01', DEFAULT, 5`), /foreign key/);
});

test('the database takes a price of a clock that is a little ahead', async () => {
  const id = await addListing(database);
  await add(id, `now() + interval '4 s', DEFAULT, 5`);
  assert.equal((await stateOf(database, id))?.price, 5);
});
