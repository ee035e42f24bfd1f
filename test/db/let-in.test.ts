import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { toAppError } from '../../src/db/sqlstate.ts';
import { AppError } from '../../src/errors.ts';
import { assertProblem } from '../support/problem.ts';
import { runCli } from '../support/run-cli.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
let role: string;
let url: string;
before(async () => {
  database = await createTestDatabase({ empty: true });
  role = new URL(database.url).pathname.slice(1);
  await database.sql(`CREATE ROLE ${role} LOGIN PASSWORD 'ordinary'; REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
  url = Object.assign(new URL(database.url), { username: role, password: 'ordinary' }).href;
});
after(async () => {
  await database.sql(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await database.drop();
});

test('a role that may not make tables is told so, and what it needs', async () => {
  const { status, stderr } = await runCli(['migrate', 'up'], { DATABASE_URL: url });
  assert.match(
    stderr,
    new RegExp(`^pricetrail: The role ${role} may not make tables in the schema public\\..*OWNER TO`),
  );
  assert.equal(status, 1);
});

test('a database of another encoding than UTF8 is refused, before anything is made in it', async () => {
  const name = `${role}_latin`;
  const options = "ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'";
  await database.sql(`CREATE DATABASE ${name} ${options}`);
  try {
    const { status, stdout, stderr } = await runCli(['migrate', 'up'], { DATABASE_URL: `${database.url}_latin` });
    assert.match(
      stderr,
      /^pricetrail: The database \w+_latin has the encoding LATIN1, .*has to be UTF8\..*: CREATE DATABASE .*UTF8/,
    );
    assert.deepEqual([status, stdout], [1, '']);
  } finally {
    await database.sql(`DROP DATABASE ${name}`);
  }
});

test('where the database lets the service in no more, requests are told to come again, not that the service failed', async () => {
  await database.sql(`ALTER ROLE ${role} NOLOGIN`);
  const db = new Database({ url });
  const api: TestApi = await startTestApi({ db });
  try {
    for (const path of ['/listings/1', '/listings?city=Lyon', '/readyz']) {
      assertProblem(await api.call('GET', path), 'unavailable');
    }
    assert.equal(api.server.counters.failures, 0);
  } finally {
    await api.stop();
    await db.close();
    await database.sql(`ALTER ROLE ${role} LOGIN`);
  }
});

test('a password that is asked for and not there is what has to be mended', () => {
  const error = toAppError(new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'));
  assert.ok(error instanceof AppError && error.code === 'misconfigured');
  assert.match(error.message, /PGPASSWORD/);
});
