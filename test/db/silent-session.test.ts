import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { watchSession } from '../../src/db/watch-session.ts';
import { type BreakableRoute, openBreakableRoute } from '../support/breakable-route.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const ownPid = { text: 'SELECT pg_backend_pid() AS pid' };

/** Work that nothing ends would be waited for. */
const soon = { timeout: 20_000 };

/** With a database that is reached by a route, and looks often. What is under way as the test takes too long fails. */
async function withRoute(
  { signal }: TestContext,
  work: (db: Database, route: BreakableRoute) => Promise<void>,
): Promise<void> {
  const route = await openBreakableRoute(database.url);
  signal.addEventListener('abort', () => route.cut());
  const db = new Database({ url: route.url, answerTimeoutMs: 200, sessionLookMs: 20 });
  try {
    await work(db, route);
  } finally {
    await route.close();
    await db.close();
  }
}

test('long work whose session the server has ended fails, although nothing comes of its end', soon, async (t) => {
  await withRoute(t, async (db, route) => {
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

test('long work whose session is there goes on, however often it is looked for', soon, async (t) => {
  await withRoute(t, async (db) => {
    const { rows } = await db.session((session) => session.query({ text: 'SELECT pg_sleep(0.3)::text AS slept' }));
    assert.deepEqual(rows, [{ slept: '' }]);
  });
});

test('a session of which nobody knows which one it is is not watched, rather than cut', async () => {
  const client = await database.connect();
  try {
    await client.query('CREATE TEMPORARY TABLE pg_stat_activity (pid int, backend_start timestamptz)');
    await client.query('SET search_path = pg_temp, pg_catalog');
    await assert.rejects(watchSession(client, { probes: database.db.probes, everyMs: 5 }), { code: 'unavailable' });
    assert.equal((await client.query('SELECT 1')).rowCount, 1);
  } finally {
    await client.end();
  }
});

test('long work goes on where nobody can be asked whether its session is there', soon, async () => {
  const client = await database.connect();
  let asked = 0;
  const query = async () => {
    asked += 1;
    throw new Error('the other connections are cut');
  };
  try {
    const endWatch = await watchSession(client, { probes: { query }, everyMs: 5 });
    await until('it is asked again and again', async () => asked > 3);
    endWatch();
    assert.equal((await client.query(ownPid)).rows.length, 1);
  } finally {
    await client.end();
  }
});
