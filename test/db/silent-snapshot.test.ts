import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../src/db/database.ts';
import { openExport } from '../../src/exchange/export/open-export.ts';
import { listingsExport } from '../../src/exchange/export/sources.ts';
import { type BreakableRoute, openBreakableRoute } from '../support/breakable-route.ts';
import { addListings } from '../support/listing-rows.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const options = { timeout: 20_000 };
const unavailable = { name: 'AppError', code: 'unavailable' };

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await addListings(database, 8_000, { description: 'long '.repeat(600) }); // more than all buffers on the way take
});
after(async () => await database.drop());

/** With a database that is reached by a route, and looks often. */
async function withRoute(work: (db: Database, route: BreakableRoute) => Promise<void>): Promise<void> {
  const route = await openBreakableRoute(database.url);
  const db = new Database({ url: route.url, connectTimeoutMs: 300, answerTimeoutMs: 200, sessionLookMs: 20 });
  try {
    await work(db, route);
  } finally {
    await route.close();
    await db.close();
  }
}

const copying =
  "FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY (%'";

/** Begins an export, and has its connection go silent; new ones are served. */
async function silentExport(db: Database, route: BreakableRoute) {
  const opened = await openExport(db, listingsExport({}), { format: 'ndjson' });
  await until('it is under way', async () => (await database.sql(`SELECT ${copying}`)).length === 1);
  route.silence();
  route.mend();
  return opened;
}

test('an export that nobody reads any more ends, although nothing comes of its cancellation', options, async () => {
  await withRoute(async (db, route) => {
    const { body, over } = await silentExport(db, route);
    body.resume();
    await sleep(200); // all that came is read
    body.destroy();
    await over;
  });
});

test('an export whose session the server has ended fails, although nothing comes of its end', options, async () => {
  await withRoute(async (db, route) => {
    const { body, over } = await silentExport(db, route);
    await database.sql(`SELECT pg_terminate_backend(pid) ${copying}`);
    await assert.rejects(async () => {
      for await (const _ of body);
    }, unavailable);
    await over;
  });
});

test('a database is closed although an export is under way that will never end', options, async () => {
  const route = await openBreakableRoute(database.url);
  const db = new Database({ url: route.url });
  const { body, over } = await silentExport(db, route);
  body.resume();
  await db.close();
  await over;
  await route.close();
});
