import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { selectListing, selectListingWithHistory } from '../../src/listings/listings.sql.ts';
import { selectPlaces } from '../../src/listings/places/places.sql.ts';
import { searchListings } from '../../src/listings/search/search-listings.ts';
import type { ListingQuery } from '../../src/listings/search/search-query.ts';
import { selectHistory } from '../../src/prices/prices.sql.ts';
import { keptPlanOf, type Plan, planOf, scansOf, sortedRowsOf } from '../support/plans.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

// Plans depend on how many rows there are of what: here 30,000 listings with two prices each, in 100 cities.
const listings = 30_000;
const pageRows = 101;

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await fill(database);
});
after(() => database.drop());

/** Without the triggers, which is quicker; what they write is derived as they do. */
async function fill({ connect }: TestDatabase): Promise<void> {
  const client = await connect();
  await client.query(`SET session_replication_role = replica;
    INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
      rooms_count, bedrooms_count, price, created_date, updated_date, reference, price_date, previous_price,
      previous_price_date, lowest_price)
    SELECT 'Flat ' || n, 'Word' || n % 500, (ARRAY['STUDIO','APARTMENT','HOUSE'])[1 + n % 3], n || ' street', to_char(n % 300, 'FM00000'),
      'City ' || n % 100, (ARRAY['FR','ES','DE','IT'])[1 + n % 4], 20 + n * 7 % 200, 1 + n * 11 % 8, n * 13 % 6,
      50000 + n * 7919::bigint % 500000, at, at + interval '40 days', 'ref-' || n, at + interval '40 days',
      60000 + n * 7919::bigint % 500000, at, 50000 + n * 7919::bigint % 500000
    FROM (SELECT n, timestamptz '2024-01-01' + n * interval '10 minutes' AS at FROM generate_series(1, ${listings}) AS n) AS drawn;
    INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
    SELECT id, created_date, created_date, previous_price FROM listing
    UNION ALL SELECT id, updated_date, updated_date, price FROM listing;
    INSERT INTO listing_words SELECT id, listing_words_of(concat_ws(' ', name, description, street_address, city)) FROM listing;`);
  await client.query('VACUUM ANALYZE');
  await client.end();
}

type Search = { query: ListingQuery; index: string };

/** Each takes the index that it is there for, in its order. */
const inOrder: Search[] = [
  { query: {}, index: 'listing_pkey' },
  { query: { sort: '-id' }, index: 'listing_pkey' },
  { query: { sort: 'created_date' }, index: 'listing_created_date' },
  { query: { sort: '-updated_date' }, index: 'listing_updated_date' },
  { query: { sort: 'latest_price_eur' }, index: 'listing_price_order' },
  { query: { sort: 'price_per_m2' }, index: 'listing_price_per_m2_order' },
  { query: { sort: '-surface_area_m2' }, index: 'listing_surface_area_m2' },
  { query: { city: 'city 7' }, index: 'listing_city' },
  { query: { city: 'city 7', sort: '-latest_price_eur' }, index: 'listing_city_price' },
  { query: { sort: 'latest_price_eur', price_min: 400_000 }, index: 'listing_price_order' },
  { query: { sort: '-updated_date', updated_since: '2024-03-01T00:00:00Z' }, index: 'listing_updated_date' },
  { query: { building_type: ['HOUSE'] }, index: 'listing_pkey' },
];
for (const { query, index } of inOrder) {
  test(`the page of ${describe(query)} is read in the order of ${index}`, async () => {
    const plan = await planOfSearch(query);
    assert.deepEqual(scansOf(plan), [`Index Scan of listing by ${index}`]);
    assert.equal(sortedRowsOf(plan), 0);
  });
}

/** What few listings fit is found by an index, then put in order. */
const found: Search[] = [
  { query: { postal_code: '00012' }, index: 'listing_postal_code' },
  { query: { rooms_min: 8, bedrooms_min: 5, country: 'FR' }, index: 'listing_kind' },
  { query: { price_max: 50_500 }, index: 'listing_price_order' },
  { query: { surface_min: 219 }, index: 'listing_surface_area_m2' },
  { query: { price_per_m2_max: 230 }, index: 'listing_price_per_m2_order' },
  { query: { created_since: '2024-07-27T06:00:00Z' }, index: 'listing_created_date' },
  { query: { q: 'flat 4711' }, index: 'listing_words_words' },
  { query: { reference: 'ref-77' }, index: 'listing_reference_key' },
  { query: { ids: [1, 2, 3] }, index: 'listing_pkey' },
  { query: { price_changed_since: '2024-09-04T00:00:00Z' }, index: 'listing_price_date' },
  { query: { price_dropped_since: '2024-09-04T00:00:00Z' }, index: 'listing_price_date' },
  { query: { price_dropped_since: '2024-09-04T00:00:00Z', sort: 'largest_drop' }, index: 'listing_price_date' },
  { query: { price_dropped_since: '2024-09-04T00:00:00Z', min_drop_pct: 5 }, index: 'listing_price_date' },
  { query: { ever_below: 50_200 }, index: 'listing_price_order' },
];
for (const { query, index } of found) {
  test(`${describe(query)} is found by ${index}`, async () => {
    const plan = await planOfSearch(query);
    assert.ok(
      scansOf(plan).some((scan) => scan.endsWith(` by ${index}`)),
      scansOf(plan).join(', '),
    );
    assert.ok(!scansOf(plan).some((scan) => scan.startsWith('Seq Scan')), scansOf(plan).join(', '));
  });
}

test('of a whole postal code a page is a walk, however many listings it has', async () => {
  const plan = await planOfSearch({ postal_code: '00012' });
  assert.ok(
    scansOf(plan).every((scan) => scan.endsWith('Scan of listing by listing_postal_code')),
    String(scansOf(plan)),
  );
  assert.ok(sortedRowsOf(plan) <= pageRows, `${sortedRowsOf(plan)} rows are put in order`);
});

test('of a date that lets few through ids are put in order, and the listings of the page alone are read', async () => {
  const plan = await planOfSearch({ created_since: '2024-07-27T06:00:00Z' });
  assert.deepEqual(scansOf(plan).toSorted(), [
    'Index Only Scan of listing by listing_created_date',
    'Index Scan of listing by listing_pkey',
  ]);
});

test('words that no listing has, and those of a few, are looked up; common ones are met on the walk', async () => {
  for (const q of ['nowhere', 'word499']) {
    const scans = scansOf(await planOfSearch({ q }));
    assert.deepEqual(scans.toSorted(), [
      'Bitmap Index Scan of listing_words by listing_words_words',
      'Index Scan of listing by listing_pkey',
    ]);
  }
  const common = scansOf(await planOfSearch({ q: 'flat' }));
  assert.ok(!common.some((scan) => scan.includes('listing_words_words')), String(common));
});

test('a page deep in the book is read from its place on', async () => {
  const first = await planOfSearch({ sort: 'latest_price_eur' });
  const deep = await planOfSearch({ sort: 'latest_price_eur', after: cursor('latest_price_eur', [300_000, 15_000]) });
  assert.deepEqual(scansOf(deep), scansOf(first));
  assert.match(JSON.stringify(deep), /"Index Cond":"\(ROW\(price, id\) > ROW/);
  assert.ok((deep['Plan Rows'] ?? 0) <= pageRows);
});

test('one listing and one history are found by their primary keys', async () => {
  const listing = await planOf(database, (db) => selectListing(db, '7'));
  assert.deepEqual(scansOf(listing), ['Index Scan of listing by listing_pkey']);
  const history = await planOf(database, (db) => selectHistory(db, '7'));
  assert.deepEqual(scansOf(history).toSorted(), [
    'Index Only Scan of listing_price by listing_price_pkey',
    'Index Scan of listing by listing_pkey',
  ]);
});

test('a history in short is looked up by the primary key for each listing of a page, which is read as without', async () => {
  const byKey = 'Index Only Scan of listing_price by listing_price_pkey';
  for (const { query, index } of inOrder) {
    const plan = await planOfSearch({ ...query, with: 'history' });
    assert.deepEqual(scansOf(plan), [`Index Scan of listing by ${index}`, byKey], describe(query));
    assert.ok(sortedRowsOf(plan) <= pageRows, `${describe(query)}: ${sortedRowsOf(plan)} rows are put in order`);
  }
  for (const { query } of found) {
    const scans = scansOf(await planOfSearch({ ...query, with: 'history' }));
    assert.ok(scans.includes(byKey) && !scans.some((scan) => scan.startsWith('Seq Scan')), String(scans));
  }
  const kept = await keptPlanOf(database, (db) =>
    searchListings(db, { with: 'history', after: cursor('id', [5]) }, now),
  );
  assert.deepEqual(scansOf(kept), ['Index Scan of listing by listing_pkey', byKey]);
  const one = await planOf(database, (db) => selectListingWithHistory(db, '7'));
  assert.deepEqual(scansOf(one), ['Index Scan of listing by listing_pkey', byKey]);
});

test('places are counted by their indexes', async () => {
  const plan = await planOf(database, (db) => selectPlaces(db, { prefix: 'city 1', country: undefined, limit: 10 }));
  const scans = scansOf(plan);
  assert.equal(scans.length, 2, String(scans));
  // Whether of them alone depends on what VACUUM could mark as visible to all.
  assert.match(scans.join(), /listing by listing_city(_price)?\b/);
  assert.match(scans.join(), /listing by listing_postal_code\b/);
});

const now = { asOf: 'infinity', knownAt: 'infinity' } as const;

async function planOfSearch(query: ListingQuery): Promise<Plan> {
  return await planOf(database, (db) => searchListings(db, query, now));
}

function cursor(order: string, keys: unknown[]): string {
  return Buffer.from(JSON.stringify([order, ...keys])).toString('base64url');
}

function describe(query: ListingQuery): string {
  return (
    Object.entries(query)
      .map(([name, value]) => `${name}=${value}`)
      .join('&') || 'all listings'
  );
}
