import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runFeedRace } from '../support/feed-race.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { keyOfTransaction, withoutBound } from '../support/unsafe-feed.ts';

const rounds = 2;
const roundsToFail = 3;

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  // Writers in a circle are told apart at once, rather than after a second.
  await database.sql(`ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET deadlock_timeout = '20ms'`);
});
after(async () => await database.drop());

/** The faults of the first round that has any. */
async function faultsWithin(most: number, reads = database.db.reads): Promise<string[]> {
  for (let round = 1; round <= most; round += 1) {
    const faults = await runFeedRace(database, reads);
    if (faults.length > 0) return faults;
  }
  return [];
}

test('H7: readers miss nothing, see nothing twice, and see versions in order, while 16 writers commit', async () => {
  assert.deepEqual(await faultsWithin(rounds), []);
});

test('H7: without its bound the feed misses changes, and the race shows it', async () => {
  const faults = await faultsWithin(roundsToFail, withoutBound(database.db.reads));
  assert.ok(
    faults.some((fault) => fault.startsWith('missed')),
    faults.join('\n'),
  );
});

test('H7: with the plain transaction id as key the feed turns versions round, and the race shows it', async () => {
  await keyOfTransaction(database);
  const faults = await faultsWithin(roundsToFail);
  assert.ok(
    faults.some((fault) => fault.startsWith('out of order')),
    faults.join('\n'),
  );
});
