import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate';
import { startCli } from '../support/run-cli.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const waits =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pricetrail migrate'";

test('a service that waits for the migration of another one ends as soon as it is told to', {
  timeout: 30_000,
}, async () => {
  const database = await createTestDatabase({ empty: true });
  const other = await database.connect();
  try {
    await other.query('SELECT pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID]);
    const { child, ended } = startCli(['serve'], { DATABASE_URL: database.url, PORT: '0' });
    await until('it waits', async () => (await database.sql(waits)).length === 1);
    child.kill('SIGTERM');
    const { status, stdout, stderr } = await ended;
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /Stopped on SIGTERM, before the database was up to date/);
  } finally {
    await other.end();
    await database.drop();
  }
});
