import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate';
import { openBreakableRoute } from '../support/breakable-route.ts';
import { observationLine } from '../support/observations.ts';
import { type Ended, startCli } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
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

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

const line = (reference: string) => `${observationLine(reference, '2020-01-01T00:00:00Z')}\n`;
const runs = (statement: string) =>
  `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pricetrail' AND ${statement}`;

/** Interrupts an import that waits for more lines. */
async function whileReading(signal: NodeJS.Signals, ...options: string[]): Promise<Ended> {
  const input = new PassThrough();
  const { child, ended } = startCli(['import', '-', ...options], { DATABASE_URL: database.url }, input);
  input.write(line('read'));
  await until('it reads', async () => (await database.sql(runs("query LIKE 'COPY %'"))).length > 0);
  child.kill(signal);
  return await ended;
}

/** Interrupts an import that waits for another writer. */
async function whileWriting(...options: string[]): Promise<Ended> {
  const other = await database.connect();
  try {
    await other.query('BEGIN');
    await other.query('LOCK TABLE listing');
    const { child, ended } = startCli(['import', '-', ...options], { DATABASE_URL: database.url }, line('written'));
    await until('it waits', async () => (await database.sql(runs("wait_event_type = 'Lock'"))).length > 0);
    child.kill('SIGINT');
    await sleep(500); // until it has heard of it
    await other.query('COMMIT');
    return await ended;
  } finally {
    await other.end();
  }
}

const nothing = 'pricetrail: Interrupted by SIGINT: nothing was written.\n';
const written = async () => (await database.sql("SELECT FROM listing WHERE reference IN ('read', 'written')")).length;

for (const options of [[], ['--strict'], ['--dry-run']]) {
  test(`an import is interrupted before it wrote, and says so: ${options}`, { timeout: 30_000 }, async () => {
    const { status, stderr } = await whileReading('SIGINT', ...options);
    assert.deepEqual([status, stderr, await written()], [130, nothing, 0]);
  });
}

test('an import that is interrupted while it writes says what became of it', { timeout: 60_000 }, async () => {
  const tried = await whileWriting('--dry-run');
  assert.deepEqual([tried.status, tried.stderr, await written()], [130, nothing, 0]);
  for (const option of [[], ['--strict']]) {
    const { status, stderr } = await whileWriting(...option);
    assert.match(stderr, /^pricetrail: Interrupted by SIGINT: what was written stays; run it again to go on\.\n$/);
    assert.deepEqual([status, await written()], [130, 1]);
  }
});

/** Interrupts an import whose database says nothing any more, once its sessions do what is looked for. */
async function whileSilent(does: string, input: string | PassThrough, ...options: string[]): Promise<Ended> {
  const route = await openBreakableRoute(database.url);
  try {
    const { child, ended } = startCli(['import', '-', ...options], { DATABASE_URL: route.url }, input);
    await until('it is at it', async () => (await database.sql(runs(does))).length > 0);
    route.silence();
    child.kill('SIGTERM');
    const overdue = setTimeout(() => child.kill('SIGKILL'), 30_000);
    return await ended.finally(() => clearTimeout(overdue));
  } finally {
    await route.close();
    await until('its sessions are gone', async () => (await database.sql(runs(does))).length === 0);
  }
}

const nothingOnTerm = nothing.replace('SIGINT', 'SIGTERM');

test('an import whose database went silent while it read ends on one signal', { timeout: 60_000 }, async () => {
  const input = new PassThrough();
  input.write(line('unheard'));
  const { status, stderr } = await whileSilent("query LIKE 'COPY %'", input);
  assert.deepEqual([status, stderr], [143, nothingOnTerm]);
});

test('so does one that had written nothing yet, and one of which nobody knows whether it had', {
  timeout: 120_000,
}, async () => {
  const other = await database.connect();
  try {
    await database.sql(`CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql
      AS 'BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NULL; END'`);
    await database.sql(`CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON listing DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION wait()`);
    await other.query('SELECT pg_advisory_lock(7)');
    const committing = await whileSilent("query = 'COMMIT' AND wait_event_type = 'Lock'", line('unheard'));
    const maybe = 'what may have been written stays; run it again to go on';
    assert.deepEqual([committing.status, committing.stderr], [143, `pricetrail: Interrupted by SIGTERM: ${maybe}.\n`]);
    await other.query('BEGIN');
    await other.query('LOCK TABLE listing');
    for (const options of [[], ['--dry-run']]) {
      const { status, stderr } = await whileSilent("wait_event_type = 'Lock'", line('unheard'), ...options);
      assert.deepEqual([status, stderr], [143, nothingOnTerm]);
    }
  } finally {
    await other.end();
    await database.sql('DROP TRIGGER IF EXISTS wait ON listing');
  }
});

test('a command that is told to end has the status of a program that the signal ends', async () => {
  assert.equal((await whileReading('SIGTERM')).status, 143);
});
