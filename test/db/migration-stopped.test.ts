import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate';
import { migrate } from '../../src/db/migrate.ts';
import { withLater } from '../support/later-migrations.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const migrating =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pricetrail migrate'";

test('a migration that is cut off ends in the server too, and the next one goes on', async () => {
  const { dir, remove } = await withLater({
    '0101_slow': '-- Up Migration\nSELECT pg_sleep(600);\n-- Down Migration\nSELECT;\n',
  });
  try {
    const told = new AbortController();
    const stop = { signal: told.signal, graceMs: 0 };
    const ended = assert.rejects(migrate({ url: database.url, direction: 'up', dir, stop }), { name: 'AbortError' });
    await until(
      'it is at it',
      async () => (await database.sql(`${migrating} AND wait_event = 'PgSleep'`)).length === 1,
    );
    told.abort();
    await ended;
    await until('its session is gone', async () => (await database.sql(migrating)).length === 0);
    assert.deepEqual(await migrate({ url: database.url, direction: 'up' }), []);
  } finally {
    await remove();
  }
});

test('who waits for another one that migrates says for whom', async () => {
  const other = await database.connect();
  const said: string[] = [];
  try {
    await other.query("SET application_name = 'the one before'");
    await other.query('SELECT pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID]);
    const [{ pid } = {}] = (await other.query('SELECT pg_backend_pid() AS pid')).rows;
    const migrated = migrate({ url: database.url, direction: 'up', log: (line) => said.push(line) });
    await until('it says so', async () => said.length > 0);
    await other.query('SELECT pg_advisory_unlock($1)', [PG_MIGRATE_LOCK_ID]);
    assert.deepEqual(await migrated, []);
    assert.equal(said.length, 1);
    assert.match(
      said.join(),
      new RegExp(`^Waiting for process ${pid} \\(the one before, for \\d+ s\\), which migrates this database\\.$`),
    );
  } finally {
    await other.end();
  }
});
