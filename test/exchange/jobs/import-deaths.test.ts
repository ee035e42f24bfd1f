import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { holdingImports } from '../../support/held-up.ts';
import { observationLine } from '../../support/observations.ts';
import { type Running, startServe, stopServe } from '../../support/run-cli.ts';
import { callAt, type TestApi } from '../../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let call: TestApi['call'];
const running: Running[] = [];
before(async () => {
  database = await createTestDatabase();
  const api = await serve('api');
  call = callAt(api.base);
});
after(async () => {
  for (const process of running) assert.equal((await stopServe(process)).status, 0);
  await database.drop();
});

async function serve(role: string): Promise<Running & { base: string }> {
  const settings = { DATABASE_URL: database.url, LOG_LEVEL: 'warn', DATABASE_CONNECTIONS: '4' };
  const started = await startServe(settings, ['--role', role]);
  running.push(started);
  return started;
}

const listings = 10_000;
const lines = Array.from({ length: listings }, (_, n) => `${observationLine(`ref-${n}`, '2020-01-01T00:00:00Z')}\n`);

test('where a worker is killed in the middle of an import, one that waits goes on, and nothing is missing or counted twice', async () => {
  const first = await serve('worker');
  const { status, body } = await call('POST', '/imports', lines.join(''), { 'content-type': 'application/x-ndjson' });
  assert.equal(status, 202);
  const read = async () => (await call('GET', `/imports/${body.id}`)).body;
  await until('a part is written', async () => (await read()).listings_created > 0);
  const second = await holdingImports(database, async () => {
    const waiting = await serve('worker');
    first.child.kill('SIGKILL');
    await first.ended;
    return waiting;
  });
  running.splice(running.indexOf(first), 1);
  await until('it is done', async () => (await read()).status === 'done');
  const { listings_created, prices_added, lines: read_lines } = await read();
  assert.deepEqual([listings_created, prices_added, read_lines], [listings, listings, listings]);
  const [stored] = await database.sql<{ count: number }>('SELECT count(*) FROM listing');
  assert.equal(Number(stored?.count), listings);
  assert.equal(second.child.exitCode, null);
});
