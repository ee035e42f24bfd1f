import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type pg from 'pg';
import { priceRows, stateOf } from '../support/history.ts';
import { type ModelListing, toRows } from '../support/history-model.ts';
import { HistoryWorld, type Step, useSessionClock } from '../support/history-world.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let session: pg.Client;
const sql: TestDatabase['sql'] = async <Row extends object>(text: string, values?: unknown[]) =>
  (await session.query<Row>(text, values)).rows;

before(async () => {
  database = await createTestDatabase();
  session = await database.connect();
  await useSessionClock(database);
});
after(async () => {
  await session.end();
  await database.drop();
});

const constant = <const T>(value: T) => fc.constant(value);
const upTo = (max: number) => fc.integer({ min: 0, max });
const price = upTo(4); // few of them, so that the same one comes often
const at = fc.oneof(
  fc.record({ after: fc.oneof(fc.integer({ min: -3, max: 5 }), fc.constant(20_000)) }),
  fc.record({ beside: upTo(5), by: fc.constantFrom(-1, 0, 0, 0, 1) }),
);
const change = fc.record({
  kind: fc.constantFrom('set', 'set', 'rename', 'backdate', 'add', 'add', 'add'),
  price: fc.option(price, { freq: 3 }),
  at,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: constant('clock'), by: fc.integer({ min: -20, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('create'), price }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('delete'), which: upTo(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: constant('touch') }) },
  { weight: 9, arbitrary: fc.record({ kind: constant('change'), which: upTo(9), rollback: fc.boolean(), change }) },
);

async function assertSame(id: number, listing: ModelListing): Promise<void> {
  const { price, name, version, created, updated } = listing;
  const [created_date, updated_date] = [created, updated].map((ms) => new Date(ms).toISOString());
  assert.deepEqual(await stateOf({ sql }, id), { price, name, version, created_date, updated_date });
  assert.deepEqual(await priceRows({ sql }, id), toRows(listing));
}

test('H1, H2, H3, H4: whatever is written, history and the current price are those of the model', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
    const world = await HistoryWorld.empty(sql);
    await world.take({ kind: 'create', price: 1 });
    for (const next of steps) await world.take(next);
    for (const [id, listing] of world.listings) await assertSame(id, listing);
  });
  await fc.assert(property, { numRuns: 150 });
});
