import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { startCli, startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const whileItStarts =
  "SELECT FROM pg_stat_activity WHERE application_name = 'pricetrail migrate' AND datname = current_database()";

test('a service ends although its database has gone silent while it waited for migrations', {
  timeout: 60_000,
}, async () => {
  const database = await createTestDatabase({ empty: true });
  const route = await openBreakableRoute(database.url);
  const other = await database.connect();
  await other.query('SELECT pg_advisory_lock($1)', [PG_MIGRATE_LOCK_ID]);
  const { child, ended } = startCli(['serve'], { DATABASE_URL: route.url, PORT: '0', SHUTDOWN_TIMEOUT: '1' });
  try {
    await until('it waits', async () => (await database.sql(whileItStarts)).length === 1);
    route.silence();
    child.kill('SIGTERM');
    const { status, stdout, stderr } = await ended;
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /Stopped on SIGTERM, before the database was up to date/);
  } finally {
    child.kill('SIGKILL');
    await other.end();
    await route.close();
    await database.drop();
  }
});

for (const [what, settings, role] of [
  ['of the role all', {}, 'all'],
  ['of the role api', {}, 'api'],
  ['of two workers', { WORKERS: '2' }, 'all'],
] as const) {
  test(`a service ${what} ends although its database says nothing any more`, {
    timeout: 60_000,
  }, async () => {
    const database = await createTestDatabase();
    const route = await openBreakableRoute(database.url);
    const service = await startServe({ DATABASE_URL: route.url, SHUTDOWN_TIMEOUT: '1', ...settings }, ['--role', role]);
    try {
      assert.equal((await fetch(`${service.base}/listings`)).status, 200);
      route.silence();
      const read = fetch(`${service.base}/listings?city=Lyon`).then(
        ({ status }) => status,
        () => 'cut',
      );
      const ended = await stopServe(service);
      assert.equal(ended.status, 0, ended.stdout + ended.stderr);
      assert.doesNotMatch(ended.stdout + ended.stderr, /killed/);
      assert.ok(['cut', 503].includes(await read));
    } finally {
      await route.close();
      await stopServe(service);
      await database.drop();
    }
  });
}
