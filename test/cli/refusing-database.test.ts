import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

/** Of commands that begin at the database in different ways, one after the other. */
async function assertTold(url: string, told: RegExp): Promise<void> {
  for (const args of [['migrate', 'up'], ['doctor'], ['serve']]) {
    const { status, stderr } = await runCli(args, { DATABASE_URL: url, PORT: '0', LOG_LEVEL: 'silent' });
    assert.match(stderr, told, args.join(' '));
    assert.doesNotMatch(stderr, /at the moment|try again|\n +at /);
    assert.equal(status, 1);
  }
}

const urlWith = (changed: Partial<URL>) => Object.assign(new URL(database.url), changed).href;

test('a wrong password and an unknown role are told with what to look at', async () => {
  const told =
    /^pricetrail: PostgreSQL does not let Pricetrail in: password authentication failed for user "\w+"\. Look at DATABASE_URL, and at PGPASSWORD where it has no password\.\n$/;
  await assertTold(urlWith({ password: 'wrong' }), told);
  await assertTold(urlWith({ username: 'nobody' }), told);
});

test('a database that is not there is told with what to look at', async () => {
  const told =
    /^pricetrail: PostgreSQL does not let Pricetrail in: database "nowhere" does not exist\. Look at DATABASE_URL\.\n$/;
  await assertTold(urlWith({ pathname: '/nowhere' }), told);
});

test('a role that does not own the tables is told that it has to', async () => {
  const role = `guest_${database.url.split('_').at(-1)}`;
  await database.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'guest'; GRANT USAGE ON SCHEMA public TO ${role}`);
  try {
    await assertTold(
      urlWith({ username: role, password: 'guest' }),
      /^pricetrail: PostgreSQL: permission denied for table \w+\. The role of DATABASE_URL has to own the database and its tables: README, "A database of your own"\.\n$/,
    );
  } finally {
    await database.sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});

test('a file that DATABASE_URL names, and that is not there, is told with it', async () => {
  const withFile = `${database.url}?sslmode=verify-full&sslrootcert=/nope.pem`;
  await assertTold(withFile, /^pricetrail: DATABASE_URL cannot be used: ENOENT: no such file .*'\/nope\.pem'\.\n$/);
});
