import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { migrate } from '../../src/db/migrate.ts';
import { buildServer, type Server } from '../../src/http/server.ts';
import type { Listing } from '../../src/listings/listing.ts';
import { listingApiTable, migrateUp } from '../support/listing-api.ts';
import { addListing } from '../support/listing-rows.ts';
import { type OddRow, oddRows } from '../support/odd-rows.ts';
import { readSchema } from '../support/schema.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Twenty pages of the largest size. */
const ordinaryRows = 20_000;
let database: TestDatabase;
let server: Server;
let odd: (OddRow & { id: number })[];
let said: string[];
const moment = { from: '', to: '' };

before(async () => {
  database = await createTestDatabase({ empty: true });
  await database.sql(listingApiTable);
  odd = [];
  for (const row of oddRows) odd.push({ ...row, id: await addListing(database, row.stored) });
  await addOrdinaryRows();
  moment.from = new Date(Date.now() - 1).toISOString();
  said = await migrateUp(database);
  moment.to = new Date().toISOString();
  server = await buildServer({ db: database.db, version: '0.0.0-test' });
});
after(async () => {
  await server.app.close();
  await database.drop();
});

/** Every third id has no row, nor have the highest; each row has a price and a time of its own. */
async function addOrdinaryRows(): Promise<void> {
  await database.sql(
    `INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
       rooms_count, bedrooms_count, price, contact_phone_number, created_date, updated_date)
     SELECT 'Flat ' || n, '', 'HOUSE', n || ' rue', '66000', 'Perpignan', 'FR', 50.5, 3, 2, n + 0.25, '+33612345678',
       timestamp '2020-01-01', timestamp '2020-01-01' + n * interval '1 minute'
     FROM generate_series(1, $1) AS n`,
    [(ordinaryRows * 3) / 2 + 10],
  );
  await database.sql('DELETE FROM listing WHERE id > $1 AND (id - $1) % 3 = 0', [odd.length]);
  await database.sql('DELETE FROM listing WHERE id > $1', [odd.length + (ordinaryRows * 3) / 2]);
  await database.sql('ALTER SEQUENCE listing_id_seq RENAME TO "old ids"');
}

test('the pages of GET /listings hold every row of before once, in the order of the ids', async () => {
  const ids: number[] = [];
  let path: string | undefined = '/listings?limit=1000';
  while (path) {
    const page: { body: Listing[]; next: string | undefined } = await read(path);
    ids.push(...page.body.map(({ id }) => id));
    path = page.next;
  }
  const kept = Array.from({ length: (ordinaryRows * 3) / 2 }, (_, n) => n + 1).filter((n) => n % 3 !== 0);
  assert.deepEqual(ids, [...odd.map(({ id }) => id), ...kept.map((n) => n + odd.length)]);
});

for (const [index, { what }] of oddRows.entries()) {
  test(`a row is kept and served: ${what}`, async () => {
    const row = odd[index];
    assert.ok(row);
    const expected = { price: 100_000, created: 'now', updated: 'now', ...row.becomes };
    const { body: listing } = await read<Listing>(`/listings/${row.id}`);
    const { price, created_date, updated_date, ...same } = row.stored;
    assert.deepEqual(columnsOf(listing, Object.keys(same)), same);
    assert.equal(listing.latest_price_eur, expected.price);
    assertInstant(listing.created_date, expected.created);
    assertInstant(listing.updated_date, expected.updated);
    const prices = [{ price_eur: listing.latest_price_eur, created_date: listing.updated_date }];
    assert.deepEqual((await read(`/listings/${row.id}/prices`)).body, prices);
  });
}

test('H1, H4: every row has exactly one price, the one it has, effective from its last update', async () => {
  const rows = await database.sql(
    `SELECT count(DISTINCT id) AS listings, count(*) AS prices, count(*) FILTER (
       WHERE price_eur IS DISTINCT FROM price OR effective_at IS DISTINCT FROM updated_date
         OR recorded_at NOT BETWEEN $1 AND $2) AS wrong
     FROM listing LEFT JOIN listing_price ON listing_id = id`,
    [moment.from, moment.to],
  );
  const all = ordinaryRows + odd.length;
  assert.deepEqual(rows, [{ listings: all, prices: all, wrong: 0 }]);
});

test('the other columns and the times of ordinary rows are as before', async () => {
  const [wrong] = await database.sql(
    `SELECT count(*) AS rows FROM listing, LATERAL (SELECT id - $1 AS n) AS of WHERE id > $1 AND (
       name <> 'Flat ' || n OR street_address <> n || ' rue' OR price <> n + 0.25 OR created_date <> '2020-01-01Z'
       OR updated_date <> timestamptz '2020-01-01Z' + n * interval '1 minute' OR version <> 1 OR reference IS NOT NULL)`,
    [odd.length],
  );
  assert.deepEqual(wrong, { rows: 0 });
});

test('the operator is told which rules existing rows break', () => {
  const rules = said.flatMap((line) => /break (\w+)/.exec(line)?.[1] ?? []);
  const columns = ['bedrooms_count', 'building_type', 'country', 'price', 'rooms_count', 'surface_area_m2'];
  assert.deepEqual(rules, [...columns.map((column) => `listing_${column}_check`), 'listing_price_price_eur_check']);
});

test('new ids go on after the highest ever given', async () => {
  const [{ id } = {}] = await database.sql(
    `INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
       rooms_count, bedrooms_count, price) VALUES ('', '', 'HOUSE', '', '', '', 'FR', 1, 1, 1, 1) RETURNING id`,
  );
  assert.equal(id, odd.length + (ordinaryRows * 3) / 2 + 11);
});

test('the database of a ListingAPI gets the schema that an empty one gets', async () => {
  const [listingApi, empty] = await Promise.all([0, 1].map(() => createTestDatabase({ empty: true })));
  assert.ok(listingApi && empty);
  try {
    await listingApi.sql(listingApiTable);
    await Promise.all([listingApi, empty].map(({ url }) => migrate({ url, direction: 'up' })));
    assert.deepEqual(await readSchema(listingApi), await readSchema(empty));
    assert.equal(await addListing(listingApi), 1);
  } finally {
    await Promise.all([listingApi.drop(), empty.drop()]);
  }
});

async function read<Body>(path: string): Promise<{ body: Body; next: string | undefined }> {
  const { statusCode, headers, body } = await server.app.inject(path);
  assert.equal(statusCode, 200, body);
  return { body: JSON.parse(body), next: /<(.*)>; rel="next"/.exec(String(headers.link))?.[1] };
}

function columnsOf({ postal_address, ...listing }: Listing, names: string[]): Record<string, unknown> {
  const columns: Record<string, unknown> = { ...listing, ...postal_address };
  return Object.fromEntries(names.map((name) => [name, columns[name]]));
}

function assertInstant(actual: string, expected: string): void {
  if (expected !== 'now') assert.equal(actual, expected);
  else assert.ok(actual >= moment.from && actual <= moment.to, `${actual} is not the moment of the migration`);
}
