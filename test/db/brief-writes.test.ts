import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { createTestDatabase } from '../support/test-database.ts';

test('a write that is of no use later is not waited for, although the server does not even cancel it', {
  timeout: 10_000,
}, async () => {
  const database = await createTestDatabase();
  const route = await openBreakableRoute(database.url);
  const db = new Database({ url: route.url, connectTimeoutMs: 60_000 });
  try {
    const write = { text: 'SELECT 1' };
    await db.briefly(5_000).query(write);
    route.silence();
    await assert.rejects(db.briefly(50).query(write), { name: 'AppError', code: 'unavailable' });
  } finally {
    await route.close();
    await db.close();
    await database.drop();
  }
});
