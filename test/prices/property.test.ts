import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type pg from 'pg';
import { priceRows, stateOf } from '../support/history.ts';
import { type ModelListing, toRows } from '../support/history-model.ts';
import { anyStep } from '../support/history-steps.ts';
import { HistoryWorld, useSessionClock } from '../support/history-world.ts';
import { sqlOf } from '../support/session-sql.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let session: pg.Client;
const sql = sqlOf(() => session);

before(async () => {
  database = await createTestDatabase();
  session = await database.connect();
  await useSessionClock(database);
});
after(async () => {
  await session.end();
  await database.drop();
});

async function assertSame(id: number, listing: ModelListing): Promise<void> {
  const { price, name, version, created, updated } = listing;
  const [created_date, updated_date] = [created, updated].map((ms) => new Date(ms).toISOString());
  assert.deepEqual(await stateOf({ sql }, id), { price, name, version, created_date, updated_date });
  assert.deepEqual(await priceRows({ sql }, id), toRows(listing));
}

test('H1, H2, H3, H4: whatever is written, history and the current price are those of the model', async () => {
  const property = fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 25 }), async (steps) => {
    const world = await HistoryWorld.empty(sql);
    await world.take({ kind: 'create', price: 1 });
    for (const next of steps) await world.take(next);
    for (const [id, listing] of world.listings) await assertSame(id, listing);
  });
  await fc.assert(property, { numRuns: 100 });
});
