import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { type BreakableRoute, openBreakableRoute } from '../support/breakable-route.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

// A server that takes connections and says nothing on them is none that could be silent later.
let route: BreakableRoute;
before(async () => {
  route = await openBreakableRoute('postgres://nobody@127.0.0.1:1/nothing');
  route.silence();
});
after(async () => await route.close());

const one = { text: 'SELECT 1', values: [] };
const asks: Record<string, (db: Database) => Promise<unknown>> = {
  'a quick read': async (db) => await db.reads.query(one),
  'a search': async (db) => await db.searches(new AbortController().signal).query(one),
  'a write': async (db) => await db.writes.query(one),
  'long work': async (db) => await db.session(async () => {}),
};

for (const [what, ask] of Object.entries(asks)) {
  test(`${what} does not wait for a connection that is being opened to a database that is given up`, {
    timeout: 20_000,
  }, async () => {
    const db = new Database({ url: route.url, connectTimeoutMs: 600_000 });
    const refused = assert.rejects(ask(db), { name: 'AppError', code: 'unavailable' });
    await new Promise(setImmediate); // the connection is asked for
    db.abandon();
    await refused;
    await db.close();
  });
}

test('a search that is to be cancelled does not wait for a database that is given up to say so', {
  timeout: 30_000,
}, async () => {
  const database = await createTestDatabase();
  const way = await openBreakableRoute(database.url);
  const db = new Database({ url: way.url, connectTimeoutMs: 600_000 });
  try {
    const nobodyWaits = new AbortController();
    const sleep = { text: 'SELECT pg_sleep(600)', values: [] };
    const ended = assert.rejects(db.searches(nobodyWaits.signal).query(sleep), { code: 'unavailable' });
    await until('it is at it', async () => (await database.sql(sleeping)).length === 1);
    way.silence();
    nobodyWaits.abort();
    await new Promise(setImmediate); // it is asked to cancel
    db.abandon();
    await ended;
    await db.close();
  } finally {
    await way.close();
    await database.sql(sleeping.replace('SELECT', 'SELECT pg_terminate_backend(pid)'));
    await database.drop();
  }
});

const sleeping =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query = 'SELECT pg_sleep(600)' AND state = 'active'";
