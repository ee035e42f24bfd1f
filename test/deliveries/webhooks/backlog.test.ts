import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Queryable, Statement } from '../../../src/db/queryable.ts';
import { selectBacklog } from '../../../src/deliveries/webhooks/backlog.sql.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const webhooks = 20;
const dueEach = 500;

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

test('where there are no webhooks, nothing is due', async () => {
  const nothing = { due: 0, oldestSeconds: 0, active: 0, paused: 0, disabled: 0 };
  assert.deepEqual(await selectBacklog(database.db.reads), nothing);
});

test('what is due of active webhooks is counted up to the most that is asked for, with the age of the oldest', async () => {
  await fill();
  const { oldestSeconds, ...counts } = await selectBacklog(database.db.reads, 100);
  assert.deepEqual(counts, { due: 100, active: 18, paused: 1, disabled: 1 });
  assert.ok(oldestSeconds >= 3_600 && oldestSeconds < 7_200, `${oldestSeconds} s`);
  const all = await selectBacklog(database.db.reads, 1_000_000);
  assert.equal(all.due, 18 * dueEach);
});

test('no more is read than is told, however much is due, each time that it is asked', async () => {
  const client = await database.connect();
  let read = 0;
  const query = async (statement: Statement) => {
    const explained = { ...statement, text: `EXPLAIN (ANALYZE, FORMAT JSON) ${statement.text}` };
    const { rows } = await client.query({ ...explained, values: [...(statement.values ?? [])] });
    read = rowsOf(rows[0]['QUERY PLAN'][0].Plan);
    return { rows: [], rowCount: 0 };
  };
  try {
    for (let time = 0; time < 8; time += 1) {
      await selectBacklog({ query } as Queryable, 100); // a prepared statement gets another plan after five times
      assert.ok(read >= 100 && read <= 100 + webhooks, `${read} deliveries were read`);
    }
  } finally {
    await client.end();
  }
});

/** The first of them is an hour old, and of an active webhook; older ones are of those that are not. */
async function fill(): Promise<void> {
  await database.sql(`INSERT INTO webhook (url, secret, status)
    SELECT 'https://a.test/' || n, '', CASE n WHEN 1 THEN 'paused' WHEN 2 THEN 'disabled' ELSE 'active' END
    FROM generate_series(1, ${webhooks}) AS n`);
  await database.sql(`INSERT INTO webhook_delivery (webhook_id, message_id, type, due_date)
    SELECT id, 'm', 'listing.updated', now() - CASE WHEN status = 'active' THEN interval '1 hour' ELSE interval '1 day' END
      + n * interval '1 second' FROM webhook, generate_series(0, ${dueEach - 1}) AS n`);
  await database.sql('ANALYZE webhook, webhook_delivery');
}

type Analyzed = { 'Relation Name'?: string; 'Actual Rows': number; 'Actual Loops': number; Plans?: Analyzed[] };

/** How many rows of deliveries were read. */
function rowsOf({ Plans: below = [], ...node }: Analyzed): number {
  const own = node['Relation Name'] === 'webhook_delivery' ? node['Actual Rows'] * node['Actual Loops'] : 0;
  return below.reduce((sum, plan) => sum + rowsOf(plan), own);
}
