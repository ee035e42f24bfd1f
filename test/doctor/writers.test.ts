import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { examine } from '../../src/doctor/examine.ts';
import { findings, silently } from '../support/examined.ts';
import { assertInLine } from '../support/history.ts';
import { addListing, addListings } from '../support/listing-rows.ts';
import { isLostToOthers } from '../support/lost-to-others.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

/** Listings that no writer deletes or changes. */
const quiet = 'id <= 20';

const writes = [
  'UPDATE listing SET price = price + 1 WHERE id IN (SELECT id FROM listing WHERE id > 20 ORDER BY random() LIMIT 2) AND id > 20',
  'UPDATE listing SET name = clock_timestamp()::text WHERE id = (SELECT max(id) FROM listing)',
  `INSERT INTO listing_price (listing_id, effective_at, price_eur)
     SELECT id, created_date - interval '1 ms' * (random() * 1e6)::int, 7 FROM listing WHERE id > 20 ORDER BY random() LIMIT 1`,
  'DELETE FROM listing WHERE id = (SELECT max(id) FROM listing WHERE id > 25)',
];

/** Writes until it is told to stop. @returns how often. */
async function write(signal: AbortSignal, text: string): Promise<number> {
  const client = await database.connect();
  let count = 0;
  try {
    for (; !signal.aborted; count += 1) {
      await client.query(text).catch((error: unknown) => {
        // Writers may lose to each other; a repair must not be the reason.
        if (!isLostToOthers(error)) throw error;
      });
      if (count % 3 === 0) await addListing(database);
    }
    return count;
  } finally {
    await client.end();
  }
}

async function whileWriting(work: () => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const writers = Promise.all(writes.map((text) => write(controller.signal, text)));
  try {
    await work();
  } finally {
    controller.abort();
  }
  for (const count of await writers) assert.ok(count > 5, `a writer wrote ${count} times`);
}

test('what is written during an examination is never a finding', async () => {
  await addListings(database, 60);
  await whileWriting(async () => {
    const end = performance.now() + 1_000;
    while (performance.now() < end) {
      assert.deepEqual(await findings(database.db, { replay: true, rangeListings: 7 }), []);
    }
  });
});

test('a repair mends what is broken among them, and no writer loses anything', async () => {
  await silently(database, `UPDATE listing SET price = 3, updated_date = '2020-01-01' WHERE ${quiet}`);
  await whileWriting(async () => {
    await sleep(200);
    const { refused, mended } = await examine(database.db, { repair: true, replay: true, rangeListings: 40 });
    assert.deepEqual(refused, []);
    assert.ok((mended.get('H4') ?? 0) > 0);
    await sleep(200);
  });
  assert.deepEqual(await findings(database.db, { replay: true }), []);
  await assertInLine(database);
});

test('a repair gives up where a writer does not let go, and says so', async () => {
  const id = await addListing(database);
  await silently(database, `UPDATE listing SET price = 3 WHERE id = ${id}`);
  const client = await database.connect();
  try {
    await client.query('BEGIN');
    await client.query("UPDATE listing SET name = 'held' WHERE id <> $1", [id]);
    const { refused } = await examine(database.db, { repair: true, patienceMs: 700 });
    assert.match(String(refused), /could not be mended: writers hold them/);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
  await examine(database.db, { repair: true });
  assert.deepEqual(await findings(database.db), []);
});
