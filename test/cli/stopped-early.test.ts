import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PG_MIGRATE_LOCK_ID } from 'node-pg-migrate';
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

test('a command that is told to end has the status of a program that the signal ends', async () => {
  assert.equal((await whileReading('SIGTERM')).status, 143);
});
