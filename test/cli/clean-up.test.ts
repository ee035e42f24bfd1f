import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUp, keepClean } from '../../src/cli/clean-up.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const tables = ['idempotency_key', 'webhook_delivery', 'import_job'];

/** A row in each table that counts no longer. */
async function fill(): Promise<void> {
  await database.sql(`INSERT INTO idempotency_key (key, fingerprint, answered_at, status, headers)
    VALUES ('old', '', now() - interval '2 days', 201, '{}')`);
  await database.sql(
    `INSERT INTO webhook_delivery (webhook_id, message_id, type) VALUES (999, 'm', 'listing.updated')`,
  );
  await database.sql(`INSERT INTO import_job (format, dry_run, strict, updated_date)
    VALUES ('csv', false, false, now() - interval '2 hours')`);
}

async function filled(): Promise<string[]> {
  const left: string[] = [];
  for (const table of tables) if ((await database.sql(`SELECT FROM ${table}`)).length > 0) left.push(table);
  return left;
}

for (const table of tables) {
  test(`where nothing can be removed from ${table} that is told, and the others are cleaned all the same`, async () => {
    await fill();
    await database.sql(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`);
    await database.sql(`CREATE TRIGGER refuse BEFORE DELETE ON ${table} EXECUTE FUNCTION refuse()`);
    const told: unknown[] = [];
    await cleanUp(database.db, (error) => told.push(error));
    assert.deepEqual([told.length, await filled()], [1, [table]]);
    await database.sql('DROP FUNCTION refuse CASCADE');
    await cleanUp(database.db, (error) => told.push(error));
    assert.deepEqual([told.length, await filled()], [1, []]);
  });
}

test('a process that has just begun cleans up, as it may not last for long', async () => {
  await fill();
  const told: unknown[] = [];
  const end = keepClean(database.db, (error) => told.push(error));
  await until('all is removed', async () => (await filled()).length === 0).finally(end);
  assert.deepEqual(told, []);
});
