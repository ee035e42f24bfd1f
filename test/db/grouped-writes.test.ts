import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { patchListing } from '../../src/listings/change-listing.ts';
import type { ListingPatch } from '../../src/listings/listing.ts';
import { addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const patch = async (id: number | undefined, input: ListingPatch) =>
  await patchListing(database.db.writes, { id: String(id), input, versions: undefined });

/** The transactions that made the newest change of each, and how many changes there were. */
const transactionsOf = async (ids: number[]) =>
  await database.sql<{ listing_id: number; version: number; xid: string; effective_at: string }>(
    `SELECT listing_id, version, xmin::text AS xid, effective_at FROM listing_change
     WHERE listing_id = ANY ($1) AND version > 1 ORDER BY listing_id, version`,
    [ids],
  );

test('H1, H7: writes that come at once are committed together, each with its price and its change', async () => {
  const ids = await addListings(database, 40);
  const changed = await Promise.all(ids.map((id, n) => patch(id, { latest_price_eur: 5_000 + n })));
  assert.deepEqual(
    changed.map(({ listing, version }) => [listing.id, listing.latest_price_eur, version]),
    ids.map((id, n) => [id, 5_000 + n, 2]),
  );
  const made = await transactionsOf(ids);
  assert.equal(made.length, 40);
  assert.ok(new Set(made.map(({ xid }) => xid)).size <= 5, 'they were committed one by one');
  const prices = await database.sql('SELECT count(*) AS n FROM listing_price WHERE listing_id = ANY ($1)', [ids]);
  assert.deepEqual(prices, [{ n: 80 }]);
});

test('one that is refused takes none of the others with it', async () => {
  const ids = await addListings(database, 8);
  await patch(ids[0], { reference: 'taken' });
  const outcomes = await Promise.allSettled([
    ...ids.slice(1, 4).map((id) => patch(id, { latest_price_eur: 7 })),
    patch(ids[4], { reference: 'taken' }),
    patch(999_999_999, { latest_price_eur: 7 }),
    ...ids.slice(5).map((id) => patch(id, { latest_price_eur: 7 })),
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'made' : outcome.reason.code)),
    ['made', 'made', 'made', 'conflict', 'not_found', 'made', 'made', 'made'],
  );
});

test('who waits for a row that somebody has locked keeps nobody else from writing', async () => {
  const ids = await addListings(database, 40);
  const locked = ids.slice(0, 5);
  const locker = await database.connect();
  const waiting: Promise<unknown>[] = [];
  try {
    await locker.query('BEGIN');
    await locker.query('UPDATE listing SET price = 3 WHERE id = ANY ($1)', [locked]);
    for (const id of locked.slice(1)) {
      waiting.push(patch(id, { latest_price_eur: 9 })); // each a group of its own: together they have every place
      await sleep(2);
    }
    const [first, ...others] = [locked[0], ...ids.slice(5)].map((id) => patch(id, { latest_price_eur: 9 }));
    waiting.push(first ?? assert.fail('it was not asked'));
    await Promise.all(others);
    await locker.query('COMMIT');
  } finally {
    await locker.end();
  }
  await Promise.all(waiting);
  assert.deepEqual(await database.sql('SELECT DISTINCT price FROM listing WHERE id = ANY ($1)', [ids]), [{ price: 9 }]);
});

test('H3: several of one listing are of different transactions, in their order', async () => {
  const [id = 0] = await addListings(database, 1);
  await Promise.all(Array.from({ length: 20 }, (_, n) => patch(id, { latest_price_eur: 100 + n })));
  const made = await transactionsOf([id]);
  assert.equal(made.length, 20);
  assert.equal(new Set(made.map(({ xid }) => xid)).size, 20);
  assert.deepEqual(
    made.map(({ effective_at }) => effective_at),
    [...new Set(made.map(({ effective_at }) => effective_at))].toSorted(),
  );
});

test('groups that have rows in common lock them in the same order, so that none waits for the other', async () => {
  const ids = await addListings(database, 12);
  const both = [...ids.toReversed(), ...ids];
  await Promise.all(both.map((id, n) => patch(id, { latest_price_eur: n })));
  const made = await database.sql<{ ids: number[]; alone: boolean }>(
    `SELECT array_agg(listing_id ORDER BY feed_seq) AS ids, count(*) = 1 AS alone FROM listing_change
     WHERE listing_id = ANY ($1) AND version > 1 GROUP BY xmin::text`,
    [ids],
  );
  assert.ok(made.some(({ alone }) => !alone));
  for (const { ids } of made)
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => a - b),
    );
});
