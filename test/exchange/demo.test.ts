import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type BookOptions, demoBook, startOfDay } from '../../src/exchange/demo/book.ts';
import { fillDemo } from '../../src/exchange/demo/fill-demo.ts';
import { type DemoOptions, type Written, writeDemo } from '../../src/exchange/demo/write-demo.ts';
import { listingInputChecker } from '../../src/listings/listing.ts';
import { addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const until = Date.UTC(2026, 0, 31);
const threeYearsMs = 3 * 365 * 86_400_000;
const small = { listings: 40, prices: 240, seed: 7, until };

const shapes: BookOptions[] = [
  small,
  { listings: 1, prices: 1, seed: 1, until },
  { listings: 25, prices: 25, seed: 2, until },
  { listings: 25, prices: 26, seed: 3, until },
  { listings: 3, prices: 5_000, seed: 4, until },
  { listings: 1, prices: 1_000, seed: 999_999_999, until },
];

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await database.sql('DELETE FROM listing');
});
after(async () => await database.drop());

async function write({ db }: TestDatabase, ...given: [DemoOptions, ((written: Written) => void)?]): Promise<Written> {
  return await db.session((session) => writeDemo(session, ...given));
}

const stored = async () =>
  await database.sql(
    `SELECT l.reference, l.name, l.postal_code, l.price, l.created_date, l.updated_date,
      array_agg(p.effective_at ORDER BY p.effective_at) AS times, array_agg(p.price_eur ORDER BY p.effective_at) AS prices
     FROM listing AS l JOIN listing_price AS p ON p.listing_id = l.id GROUP BY l.id ORDER BY l.reference`,
  );

test('the same options make the same book, another seed another one', async () => {
  assert.deepEqual([...demoBook(small)], [...demoBook(small)]);
  const [first] = demoBook(small);
  const [other] = demoBook({ ...small, seed: 8 });
  assert.notDeepEqual(first, other);
  assert.equal(first?.reference, 'demo-000001');
});

test('the same book is the same rows in the database', async () => {
  await write(database, small);
  const first = await stored();
  await database.sql('DELETE FROM listing');
  await write(database, small);
  assert.deepEqual(await stored(), first);
});

for (const shape of shapes) {
  test(`H3, H4: ${shape.prices} prices of ${shape.listings} listings are written exactly and in order`, async () => {
    assert.deepEqual(await write(database, shape), { listings: shape.listings, prices: shape.prices });
    const rows = await database.sql(
      `SELECT (SELECT count(*) FROM listing) AS listings, (SELECT count(*) FROM listing_price) AS prices,
        (SELECT count(*) FROM listing AS l LEFT JOIN LATERAL listing_price_in_force(l.id) AS f ON true
          WHERE l.price IS DISTINCT FROM f.price_eur OR l.updated_date IS DISTINCT FROM f.effective_at
            OR l.version <> CASE WHEN l.created_date = l.updated_date THEN 1 ELSE 2 END) AS wrong_listings,
        count(*) FILTER (WHERE price_eur = before OR effective_at > $1::timestamptz OR effective_at > recorded_at
          OR effective_at < $1::timestamptz - $2 * interval '1 ms') AS wrong_prices,
        count(*) FILTER (WHERE before IS NULL AND created_date = effective_at) AS firsts,
        count(DISTINCT (listing_id, effective_at)) AS instants
       FROM (SELECT p.*, l.created_date, lag(p.price_eur) OVER (PARTITION BY listing_id ORDER BY effective_at) AS before
         FROM listing_price AS p JOIN listing AS l ON l.id = p.listing_id) AS priced`,
      [new Date(shape.until).toISOString(), threeYearsMs],
    );
    const { listings, prices } = shape;
    const none = { wrong_listings: 0, wrong_prices: 0 };
    assert.deepEqual(rows, [{ listings, prices, ...none, firsts: listings, instants: prices }]);
  });
}

test('every listing is one that the API takes, every price whole steps of 500 euros', () => {
  for (const { street_address, postal_code, city, country, prices, ...rest } of demoBook({ ...small, listings: 240 })) {
    const address = { street_address, postal_code, city, country };
    const input = { ...rest, latest_price_eur: prices[0]?.eur, postal_address: address };
    assert.deepEqual(listingInputChecker.explain(input), []);
    assert.deepEqual(
      prices.filter(({ eur }) => eur <= 0 || eur % 500 !== 0),
      [],
    );
  }
});

test('most prices fall, some rise, some listings never change theirs', () => {
  const histories = [...demoBook({ listings: 600, prices: 3_600, seed: 1, until })].map(({ prices }) =>
    prices.map(({ eur }) => eur),
  );
  const steps = histories.flatMap((prices) => prices.slice(1).map((eur, index) => eur / (prices[index] ?? eur)));
  const falling = steps.filter((step) => step < 1).length / steps.length;
  assert.ok(falling > 0.6 && falling < 0.9, `${falling} fall`);
  assert.ok(steps.every((step) => step > 0.93 && step < 1.07));
  const constant = histories.filter((prices) => prices.length === 1).length / histories.length;
  assert.ok(constant > 0.04 && constant < 0.15, `${constant} never change`);
});

test('a second book is refused, and leaves the first as it is', async () => {
  await write(database, small);
  const first = await stored();
  await assert.rejects(write(database, { ...small, seed: 8 }), { code: 'conflict', message: /demo listings/ });
  assert.deepEqual(await stored(), first);
});

test('among listings of others a book is written only where that is said, and leaves them as they are', async () => {
  await addListings(database, 2);
  await assert.rejects(write(database, small), { code: 'conflict', message: /listings already.*--yes/ });
  const ours = 'SELECT id, reference, name, price, version FROM listing WHERE reference IS NULL ORDER BY id';
  const before = await database.sql(ours);
  assert.equal((await stored()).length, 2);
  assert.equal((await write(database, { ...small, amongOthers: true })).listings, 40);
  assert.equal((await stored()).length, 42);
  assert.deepEqual(await database.sql(ours), before);
  await assert.rejects(write(database, { ...small, amongOthers: true }), { message: /demo listings already/ });
});

test('a book that cannot be is refused before anything is written', async () => {
  await assert.rejects(write(database, { ...small, prices: 39 }), { code: 'invalid', message: /40 prices/ });
  await assert.rejects(write(database, { ...small, prices: 4_000_001 }), { code: 'invalid' });
  assert.deepEqual(await stored(), []);
});

test('a large book is written in several transactions, and says how far it is', async () => {
  const told: { listings: number; prices: number }[] = [];
  const book = { listings: 10_500, prices: 10_600, seed: 1, until };
  await write(database, book, (written) => told.push(written));
  assert.deepEqual(
    told.map(({ listings }) => listings),
    [10_000, 10_500],
  );
  assert.equal(told.at(-1)?.prices, 10_600);
});

test('an empty database is filled once; one with a listing stays as it is', async () => {
  assert.equal(await fillDemo(database.db, startOfDay(Date.now())), 500);
  assert.equal(await fillDemo(database.db, startOfDay(Date.now())), 0);
  const rows = await database.sql(`SELECT (SELECT count(*) FROM listing) AS listings, count(*) AS prices,
    count(*) FILTER (WHERE effective_at > listing_clock()) AS future FROM listing_price`);
  assert.deepEqual(rows, [{ listings: 500, prices: 3_000, future: 0 }]);
});
