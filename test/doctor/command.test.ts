import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { migrate, migrationStatus } from '../../src/db/migrate.ts';
import { silently } from '../support/examined.ts';
import { addListing, addListings } from '../support/listing-rows.ts';
import { makeDataDir, runCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const doctor = (...args: string[]) => runCli(['doctor', ...args], { DATABASE_URL: database.url });

test('a sound database: exit status 0, and a warning of what the server could forget', async () => {
  await addListing(database);
  const { status, stdout } = await doctor('--replay');
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^Checked 1 listings, 1 prices, 1 changes in \d+\.\d s\n {2}triggers .* sound\n {2}H1 /);
  assert.match(stdout, / {2}H8 .* sound\n/);
  assert.doesNotMatch(stdout, /not looked at/);
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit'])
    assert.match(stdout, new RegExp(`Warning: ${name} is off`));
  assert.match(stdout, /\nSound\.\n$/);
});

test('a database that is not there, or was not migrated, is told and left as it is', async () => {
  const nowhere = await makeDataDir();
  try {
    for (const command of [['doctor'], ['trim', '--before', '2020-01-01T00:00:00Z'], ['migrate', 'status']]) {
      const { status, stderr } = await runCli(command, { DATA_DIR: nowhere.path });
      assert.deepEqual(
        [status, stderr],
        [1, `pricetrail: There is no database in DATA_DIR, ${nowhere.path}, or none that this account may read.\n`],
      );
    }
    assert.equal(existsSync(nowhere.path), false);
  } finally {
    await nowhere.remove();
  }
  const old = await createTestDatabase();
  try {
    const missing = (await migrationStatus(old.url)).slice(4).map(({ name }) => name);
    await migrate({ url: old.url, direction: 'down', count: missing.length });
    const { status, stderr } = await runCli(['doctor'], { DATABASE_URL: old.url });
    assert.equal(status, 1);
    assert.match(missing[0] ?? '', /^0005_/);
    assert.ok(stderr.includes(`has not been migrated: pricetrail migrate up would run ${missing.join(', ')}.`), stderr);
    assert.equal((await migrationStatus(old.url)).filter(({ appliedAt }) => appliedAt).length, 4);
  } finally {
    await old.drop();
  }
});

test('findings: exit status 1, the first twenty of each check and how many there are; --repair mends them', async () => {
  await addListings(database, 30);
  await silently(database, 'UPDATE listing SET price = 5 WHERE id > 1');
  const { status, stdout } = await doctor();
  assert.equal(status, 1);
  assert.match(
    stdout,
    / H4 .* 30 found\n {4}listing 2 at \d{4}-\S+Z: its price is 5.00 EUR, the price in force is 100000.00/,
  );
  assert.equal(stdout.match(/→ doctor --repair: /g)?.length, 20);
  assert.match(stdout, /\n {4}and 10 more\n/);
  assert.match(stdout, /\n {2}H8 {8}the feed, .* are {5}not looked at: --replay\n/);
  assert.match(stdout, /\n30 findings\.\n$/);
  const repaired = await doctor('--repair');
  assert.equal(repaired.status, 0, repaired.stdout);
  assert.match(repaired.stdout, / H4 .* sound, 30 mended\n/);
});

test('a feed that was trimmed is not replayed whole, which is said; the rest of it is sound', async () => {
  await database.sql('UPDATE listing SET price = 6 WHERE id = 1');
  await database.sql("UPDATE listing SET name = 'Mas', price = 7 WHERE id = 2");
  await silently(
    database,
    `WITH removed AS (DELETE FROM listing_change WHERE feed_seq <= (SELECT feed_seq FROM listing WHERE id = 1)
       RETURNING feed_key, feed_seq)
     UPDATE listing_feed SET (trimmed_key, trimmed_seq) = (SELECT feed_key, feed_seq FROM removed ORDER BY 1 DESC, 2 DESC LIMIT 1)`,
  );
  const { status, stdout } = await doctor('--replay');
  assert.equal(status, 0, stdout);
  assert.match(stdout, /\n {2}H8 .* sound, 31 left out\n/);
  assert.match(stdout, /\nThe feed has been trimmed, so it cannot be replayed whole: 31 listings were left out\.\n/);
  await silently(
    database,
    'UPDATE listing SET price = 8 WHERE id = 3',
    'UPDATE listing SET price = 100000 WHERE id = 4',
    'UPDATE listing SET described_date = created_date WHERE id = 2',
  );
  assert.match((await doctor()).stdout, /\n {6}→ doctor --repair: sets its described_date\n/);
  assert.equal((await doctor('--repair')).status, 0);
  const rows = await database.sql('SELECT id, price, version FROM listing WHERE id IN (3, 4) ORDER BY id');
  assert.deepEqual(rows, [
    { id: 3, price: 8, version: 3 },
    { id: 4, price: 5, version: 2 },
  ]);
});
