import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const status = async () => await runCli(['migrate', 'status'], { DATABASE_URL: database.url });

test('migrations that a later version has run are told, and are nothing amiss', async () => {
  const before = await status();
  assert.deepEqual([before.status, before.stdout.includes('later')], [0, false]);
  await database.sql(
    "INSERT INTO pricetrail_migration (name, run_on) VALUES ('9998_of_tomorrow', '2026-01-31T12:00Z')",
  );
  const { status: exit, stdout } = await status();
  assert.equal(exit, 0);
  const told = '2026-01-31T12:00:00.000Z  9998_of_tomorrow (run by a later version; this one does not know it)\n';
  assert.equal(stdout, before.stdout + told);
});

test('what a later version has run is not taken back by one that does not know the way', async () => {
  const before = (await status()).stdout;
  const { status: exit, stderr } = await runCli(['migrate', 'down', '--yes'], { DATABASE_URL: database.url });
  assert.equal(exit, 1);
  assert.match(stderr, /later version has run 9998_of_tomorrow: only that version can take it back/);
  assert.equal((await status()).stdout, before);
});
