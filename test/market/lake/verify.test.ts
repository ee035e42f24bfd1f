import assert from 'node:assert/strict';
import { rm, truncate } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Layer, Manifest } from '../../../src/market/lake/manifest.ts';
import { monthName } from '../../../src/market/lake/month-figures.ts';
import { addPrice } from '../../support/history.ts';
import { type Damage, damage, put } from '../../support/lake/damaged-lake.ts';
import { TestLake } from '../../support/lake/test-lake.ts';
import { addListings } from '../../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let lake: TestLake;
let deleted: number;
before(async () => {
  database = await createTestDatabase();
  lake = await TestLake.open(database);
  const ids = await addListings(database, 20);
  const [one = 0, other = 0] = ids;
  deleted = other;
  for (const [at, price] of ["'2024-03-05'", "'2024-04-01 00:00:00+00'", "'2024-03-31 23:59:59.999+00'"].entries()) {
    await addPrice(database, [one, at * 1_000 + 1], price);
  }
  await addPrice(database, [one, null], "'2024-03-05'");
  await lake.rebuild();
  await database.sql('UPDATE listing SET city = $1, price = price + 1 WHERE id = ANY ($2)', ['Lyon', ids.slice(3, 6)]);
  await database.sql('DELETE FROM listing WHERE id = $1', [deleted]);
  await addListings(database, 2);
  await lake.follow();
});
after(async () => {
  await lake.close();
  await database.drop();
});

const first = 'SELECT listing_id, effective_at FROM found ORDER BY listing_id, effective_at LIMIT 1';
const isFirst = `(listing_id, effective_at) IN (${first})`;

const damages: [what: string, damage: () => Damage][] = [
  [
    'a price that is missing',
    () => ({ table: 'prices', layer: 0, rows: `SELECT * FROM found WHERE NOT (${isFirst})` }),
  ],
  [
    'one too many',
    () => ({ table: 'prices', layer: 0, rows: `SELECT * FROM found UNION ALL SELECT * FROM found WHERE ${isFirst}` }),
  ],
  ['a price that is another', () => changed('price_eur', `CASE WHEN void THEN price_eur ELSE price_eur + 0.01 END`)],
  ['two prices that changed places', () => changed('price_eur', '5000 - price_eur')],
  ['an until that is wrong', () => changed('until', "until + INTERVAL '1 ms'")],
  ['an until that is not there', () => changed('until', 'NULL')],
  ['a price before that is wrong', () => changed('previous_price_eur', 'coalesce(previous_price_eur, 0) + 1')],
  ['a void that is none', () => changed('void', 'false')],
  ['an instant that is later', () => changed('recorded_at', "recorded_at + INTERVAL '1 ms'")],
  ['a place of prices that is stale', () => changed('place', "'FR/perpinya'")],
  ['a listing that was deleted', () => without(deleted)],
  ['an attribute that is stale', () => changed('rooms_count', 'rooms_count + 1', 'listings')],
  ['a surface that is stale', () => changed('surface_area_m2', 'surface_area_m2 + 0.00001', 'listings')],
  ['a reference that is not there', () => changed('reference', "'x'", 'listings')],
  [
    'an end of attributes that is wrong',
    () => changed('valid_to', "coalesce(valid_to, now()) + INTERVAL '1 s'", 'listings'),
  ],
  ['a state that is missing', () => ({ table: 'listings', layer: 1, rows: 'SELECT * FROM found OFFSET 1' })],
];

function changed(column: string, to: string, table: 'prices' | 'listings' = 'prices'): Damage {
  const rows = `SELECT * REPLACE (CASE WHEN listing_id = (SELECT min(listing_id) FROM found) THEN ${to} ELSE ${column} END AS ${column}) FROM found`;
  return { table, layer: 0, rows };
}

function without(id: number): Damage {
  return { table: 'replaced', layer: 1, rows: `SELECT * FROM found WHERE listing_id <> ${id}` };
}

test('a lake that was followed agrees with the database', async () => {
  await lake.assertAgrees();
  const { compared, manifest } = await lake.verify();
  const [rows] = await database.sql<{ prices: number; states: number }>(
    'SELECT (SELECT count(*) FROM listing_price) AS prices, (SELECT count(*) FROM listing) + (SELECT count(*) FROM listing_past) AS states',
  );
  assert.deepEqual(compared, rows);
  assert.equal(manifest.layers.length, 2);
});

for (const [what, damaged] of damages) {
  test(`verifyLake finds ${what}`, async () => {
    const whole = await lake.latest();
    await damage(lake, damaged());
    const { files, prices, listings } = await lake.verify();
    assert.deepEqual(files, []);
    assert.ok(prices.length + listings.length > 0);
    for (const { database, lake } of [...prices, ...listings]) assert.notDeepEqual(database, lake);
    await put(lake, whole);
  });
}

test('a month that differs is told with the figures of both sides', async () => {
  const whole = await lake.latest();
  await damage(
    lake,
    changed('price_eur', "CASE WHEN effective_at < '2024-03-20' AND NOT void THEN 7.5 ELSE price_eur END"),
  );
  const { prices } = await lake.verify();
  const { month, database: inDatabase, lake: inLake } = prices[0] ?? {};
  assert.deepEqual([prices.length, monthName(month ?? 0)], [1, '2024-03']);
  assert.deepEqual([inDatabase?.count, inDatabase?.void, inDatabase?.sum], [3, 1, '2002.00']);
  assert.deepEqual([inLake?.count, inLake?.void, inLake?.sum], [3, 1, '2008.50']);
  await put(lake, whole);
});

test('listings that were changed after the cursor are left out on both sides, also while they are held back', async () => {
  const ids = await addListings(database, 2);
  await lake.follow();
  const writer = await database.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('SELECT pg_current_xact_id()');
    await database.sql('UPDATE listing SET price = price + 1, city = $1 WHERE id = $2', ['Nice', ids[0]]);
    await database.sql('DELETE FROM listing WHERE id = $1', [ids[1]]);
    await addListings(database, 1);
    const { prices, listings, leftOut } = await lake.verify();
    assert.deepEqual([prices, listings, leftOut], [[], [], 3]);
  } finally {
    await writer.end();
  }
  await lake.follow();
  await lake.assertAgrees();
});

test('a file that is missing, cut off or has other rows is told by name, and nothing is compared', async () => {
  const whole = await lake.latest();
  for (const [harm, what] of [
    [(path: string) => truncate(path, 500), /^cannot be read: /],
    [(path: string) => rm(path), /^is not there$/],
  ] as const) {
    await damage(lake, { table: 'prices', layer: 0, rows: 'SELECT * FROM found' }); // a copy
    const [name = ''] = firstOf(await lake.latest()).prices;
    const [path = ''] = await lake.making.store.paths([name]);
    await harm(path);
    const { files, compared } = await lake.verify();
    assert.deepEqual([files.map((each) => each.name), compared], [[name], { prices: 0, states: 0 }]);
    assert.match(files[0]?.what ?? '', what);
    await put(lake, whole);
  }
  const first = firstOf(whole);
  await put(lake, { ...whole, layers: whole.layers.with(0, { ...first, rows: { ...first.rows, prices: 1 } }) });
  assert.match((await lake.verify()).files[0]?.what ?? '', /^has \d+ rows, of 1$/);
  await put(lake, whole);
  await lake.assertAgrees();
});

function firstOf({ layers: [layer] }: Manifest): Layer {
  assert.ok(layer);
  return layer;
}

test('without a lake, or where nobody knows what came after it, verifyLake says what to do', async () => {
  const other = await TestLake.open(database);
  try {
    await assert.rejects(other.verify(), { code: 'not_found', message: /lake rebuild/ });
    const made = await other.rebuild();
    await put(other, { ...made, cursor: cursorOfTheFuture(made.cursor) });
    await assert.rejects(other.verify(), { code: 'gone', message: /lake rebuild/ });
  } finally {
    await other.close();
  }
});

function cursorOfTheFuture(cursor: string): string {
  const [order, epoch] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  return Buffer.from(JSON.stringify([order, epoch, '9'.repeat(18), '0'])).toString('base64url');
}
