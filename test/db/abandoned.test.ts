import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { type BreakableRoute, openBreakableRoute } from '../support/breakable-route.ts';

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
