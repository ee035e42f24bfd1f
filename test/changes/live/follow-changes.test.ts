import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../../src/changes/change.ts';
import { FeedTail } from '../../../src/changes/live/feed-tail.ts';
import { followChanges } from '../../../src/changes/live/follow-changes.ts';
import type { Queryable } from '../../../src/db/queryable.ts';
import { feedFaults, type Made } from '../../support/feed-reader.ts';
import { addListings } from '../../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

/** Counts the statements. */
function counted({ reads }: { reads: Queryable }) {
  const count = { statements: 0 };
  const db: Queryable = {
    query: (statement) => {
      count.statements += 1;
      return reads.query(statement);
    },
  };
  return { count, db };
}

/** Follows until it was told so many changes; slowly, if it is to be so. */
async function follow(
  tail: FeedTail,
  past: Queryable,
  { most, pauseMs = 0 }: { most: number; pauseMs?: number },
): Promise<Change[]> {
  const signal = AbortSignal.timeout(30_000); // of what is missed one would wait for ever
  const changes: Change[] = [];
  for await (const told of followChanges({ tail, past, after: undefined, wanted: {}, signal, silenceMs: 15_000 })) {
    assert.equal(told.kind, 'changes');
    if (told.kind === 'changes') changes.push(...told.changes);
    if (changes.length >= most) break;
    if (pauseMs > 0) await sleep(Math.random() * pauseMs);
  }
  return changes;
}

test('H7: quick and slow followers, while many write, are told every change once, in order', async () => {
  const ids = await addListings(database, 40);
  const tail = new FeedTail(database.db.reads, { mostKept: 300 });
  const writes = 150;
  const most = ids.length + 4 * writes * 10;
  const writer = async (offset: number) => {
    for (let write = 0; write < writes; write += 1) {
      const own = ids.slice(offset * 10, offset * 10 + 10);
      await database.sql('UPDATE listing SET price = price + 1 WHERE id = ANY ($1)', [own]);
    }
  };
  const followers = [0, 0, 5, 40, 300].map((pauseMs) => follow(tail, database.db.reads, { most, pauseMs }));
  await Promise.all([0, 1, 2, 3].map(writer));
  const made = await database.sql<Made>('SELECT listing_id, version FROM listing_change');
  assert.equal(made.length, most);
  for (const told of await Promise.all(followers)) assert.deepEqual(feedFaults(told, made), []);
  assert.equal(tail.followers, 0);
});

test('the database is asked as often for many followers as for one, and not at all for none', async () => {
  const { count, db } = counted(database.db);
  const tail = new FeedTail(db);
  const abort = new AbortController();
  let told = 0;
  const followers = Array.from({ length: 300 }, async () => {
    const follower = {
      tail,
      past: database.db.reads,
      after: 'now',
      wanted: {},
      signal: abort.signal,
      silenceMs: 15_000,
    };
    for await (const { kind } of followChanges(follower)) if (kind === 'changes') told += 1;
  });
  await until('all are told where they are', async () => told === 300);
  const [before, from] = [count.statements, performance.now()];
  await addListings(database, 1);
  await until('all are told', async () => told >= 600);
  const looks = count.statements - before;
  assert.ok(looks <= 2 + (performance.now() - from) / 40, `${looks} statements`);
  abort.abort();
  await Promise.all(followers);
  await sleep(50); // a look that was under way
  const atRest = count.statements;
  await sleep(600);
  assert.equal(count.statements, atRest);
});

test('who follows a listing that nothing has happened to for long does not keep the database busy', async () => {
  const [quiet = 0] = await addListings(database, 1);
  await addListings(database, 5);
  await untilCaughtUp(database);
  const { count, db } = counted(database.db);
  const tail = new FeedTail(database.db.reads);
  const abort = new AbortController();
  const wanted = { listing_id: String(quiet) };
  const told: number[] = [];
  const follower = { tail, past: db, after: undefined, wanted, signal: abort.signal, silenceMs: 15_000 };
  const following = (async () => {
    for await (const one of followChanges(follower)) {
      if (one.kind === 'changes') told.push(...one.changes.map(({ version }) => version));
    }
  })();
  try {
    await until('the past is told', async () => told.length === 1);
    await sleep(500);
    assert.ok(count.statements <= 6, `${count.statements} pages`);
    await database.sql('UPDATE listing SET price = price + 1 WHERE id = $1', [quiet]);
    await until('what comes is told', async () => told.length === 2);
    assert.deepEqual(told, [1, 2]);
  } finally {
    abort.abort();
    await following;
  }
});

test('who begins now is told nothing of before, though a look is under way that does not see it yet', async () => {
  const [asked, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const db: Queryable = {
    query: async (statement) => {
      const rows = await database.db.reads.query(statement);
      asked.resolve();
      await released.promise;
      return rows as never;
    },
  };
  const tail = new FeedTail(db);
  const signal = AbortSignal.timeout(30_000);
  tail.join();
  await asked.promise;
  await addListings(database, 1);
  await untilCaughtUp(database);
  const told = followChanges({ tail, past: database.db.reads, after: 'now', wanted: {}, signal, silenceMs: 15_000 });
  const begun = told.next();
  released.resolve();
  await begun;
  const ids = await addListings(database, 1);
  const { value } = await told.next();
  await told.return(undefined);
  tail.leave();
  assert.deepEqual(value?.kind === 'changes' && value.changes.map((change: Change) => change.listing_id), ids);
});
