import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { type BreakableRoute, openBreakableRoute } from '../support/breakable-route.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const ownPid = { text: 'SELECT pg_backend_pid() AS pid' };

/** With a database that is reached by a route, and looks often. */
async function withRoute(work: (db: Database, route: BreakableRoute) => Promise<void>): Promise<void> {
  const route = await openBreakableRoute(database.url);
  const db = new Database({ url: route.url, answerTimeoutMs: 200, sessionLookMs: 20 });
  try {
    await work(db, route);
  } finally {
    await route.close();
    await db.close();
  }
}

test('long work whose session the server has ended fails, although nothing comes of its end', async () => {
  await withRoute(async (db, route) => {
    await db.reads.query({ text: 'SELECT 1' });
    const work = db.session(async (session) => {
      const { rows } = await session.query<{ pid: number }>(ownPid);
      route.silence(); // of those that are open
      route.mend(); // for new ones
      await database.sql('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await session.query(ownPid);
    });
    await assert.rejects(work, { name: 'AppError', code: 'unavailable' });
  });
});

test('long work whose session is there goes on, however often it is looked for', async () => {
  await withRoute(async (db) => {
    const { rows } = await db.session((session) => session.query({ text: 'SELECT pg_sleep(0.3)::text AS slept' }));
    assert.deepEqual(rows, [{ slept: '' }]);
  });
});
