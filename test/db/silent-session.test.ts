import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
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

/** With a connection to watch. */
async function withClient(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

test('a session of which nobody knows which one it is is not watched, rather than cut', async () => {
  await withClient(async (client) => {
    await client.query('CREATE TEMPORARY TABLE pg_stat_activity (pid int, backend_start timestamptz)');
    await client.query('SET search_path = pg_temp, pg_catalog');
    await assert.rejects(watchSession(client, { probes: database.db.probes, everyMs: 5 }), { code: 'unavailable' });
    assert.equal((await client.query('SELECT 1')).rowCount, 1);
  });
});

test('a session is looked for again, however a look before has failed', async () => {
  await withClient(async (client) => {
    let looks = 0;
    const fails = () => {
      looks += 1;
      throw new Error('before anything was asked');
    };
    const endWatch = await watchSession(client, { probes: { query: fails }, everyMs: 5 });
    await until('it is looked for again', async () => looks >= 3);
    endWatch();
  });
});
