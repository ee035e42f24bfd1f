import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { startCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const waits =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND application_name = 'pricetrail'";

for (const [command, locked, told] of [
  ['doctor', 'listing', 'nothing was changed'],
  ['doctor --repair', 'listing', 'what was mended stays; run it again to go on'],
  ['trim --before 2020-01-01T00:00:00Z', 'listing_change', 'what was removed stays removed; run it again for the rest'],
  ['demo --listings 3', 'listing', 'what was written stays; delete it before writing another book'],
  ['export prices', 'listing_price', 'nothing was written'],
  ['lake rebuild', 'listing_price', 'the lake is as it was'],
] as const) {
  test(`${command} ends on one signal although its database says nothing any more`, { timeout: 60_000 }, async () => {
    const route = await openBreakableRoute(database.url);
    const other = await database.connect();
    await other.query('BEGIN');
    await other.query(`LOCK TABLE ${locked}`);
    const { child, ended } = startCli(command.split(' '), { DATABASE_URL: route.url });
    const overdue = setTimeout(() => child.kill('SIGKILL'), 30_000);
    try {
      await until('it waits', async () => (await database.sql(waits)).length > 0);
      route.silence();
      child.kill('SIGTERM');
      const { status, stderr } = await ended;
      assert.deepEqual([status, stderr], [143, `pricetrail: Interrupted by SIGTERM: ${told}.\n`]);
    } finally {
      clearTimeout(overdue);
      child.kill('SIGKILL');
      await other.end();
      await route.close();
      await until('its sessions are gone', async () => (await database.sql(waits)).length === 0);
    }
  });
}

test('a relay that waits for its turn does so too', { timeout: 60_000 }, async () => {
  const route = await openBreakableRoute(database.url);
  const other = await database.connect();
  await other.query("SELECT pg_advisory_lock(20615, hashtext('relay ' || 'turn'))");
  const relay = ['relay', '--to', 'nats://127.0.0.1:9/events', '--name', 'turn'];
  const { child, ended, printed } = startCli(relay, { DATABASE_URL: route.url });
  const overdue = setTimeout(() => child.kill('SIGKILL'), 30_000);
  try {
    await printed(/Another relay is at work as turn/);
    route.silence();
    child.kill('SIGTERM');
    const { status, stderr } = await ended;
    assert.equal(status, 0, stderr);
  } finally {
    clearTimeout(overdue);
    await other.end();
    await route.close();
  }
});
