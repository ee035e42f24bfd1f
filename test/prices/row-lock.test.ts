import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const writers = 63;

let api: TestApi;
let clients: pg.Client[];
before(async () => {
  api = await startTestApi();
  clients = await Promise.all(Array.from({ length: writers }, () => api.connect()));
});
after(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await api.stop();
});

/** What a writer may do to a listing of its own, and leave open. */
const kinds = [
  'UPDATE listing SET price = price + 1 WHERE id = $1',
  "UPDATE listing SET name = 'Moulin' WHERE id = $1",
  "INSERT INTO listing_price (listing_id, effective_at, price_eur) VALUES ($1, '2020-01-01', 5)",
  'DELETE FROM listing WHERE id = $1',
];

test('64 writers on 64 listings do not wait for one another', async () => {
  const ids = await addListings(api, writers + 1);
  const own = ids.at(-1);
  await Promise.all(
    clients.map(async (client, n) => {
      await client.query('BEGIN');
      await client.query(kinds[n % kinds.length] ?? '', [ids[n]]);
    }),
  );
  const path = `/listings/${own}`;
  const answers = [
    await api.call('POST', '/listings', someListing(), { 'idempotency-key': '"a"' }),
    await api.call('PATCH', path, { latest_price_eur: 5 }, { 'idempotency-key': '"b"' }),
    await api.call('PUT', `${path}/prices/2020-01-01T00:00:00Z`, { price_eur: 6 }),
    await api.call('DELETE', path),
  ];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [201, 200, 201, 204],
  );
  const waiting =
    'SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted';
  assert.deepEqual(await api.sql(waiting), []);
  await Promise.all(clients.map((client) => client.query('COMMIT')));
});
