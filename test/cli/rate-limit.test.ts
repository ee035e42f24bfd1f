import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

/** Three requests from an address, whichever service they come to. */
async function serve() {
  const service = await startServe({
    ...{ RATE_LIMIT: '3/600', RATE_LIMIT_STORE: 'postgres', DATABASE_URL: database.url },
  });
  const ask = async (withinMs = 60_000) => {
    const { status, headers } = await fetch(`${service.base}/listings?limit=1`, {
      signal: AbortSignal.timeout(withinMs),
    });
    return `${status} ${/r=\d+/.exec(headers.get('ratelimit') ?? '')}`;
  };
  const stop = async () => assert.equal((await stopServe(service)).status, 0);
  return { ask, stop };
}

test('services with RATE_LIMIT_STORE=postgres count together', { timeout: 90_000 }, async () => {
  const [one, other] = await Promise.all([serve(), serve()]);
  try {
    const answers: string[] = [];
    for (const { ask } of [one, other, one, other, one]) answers.push(await ask());
    assert.deepEqual(answers, ['200 r=2', '200 r=1', '200 r=0', '429 r=0', '429 r=0']);
  } finally {
    await Promise.all([one.stop(), other.stop()]);
  }
});

test('where the counts are not to be had soon a service counts by itself', { timeout: 90_000 }, async () => {
  await database.sql('DELETE FROM rate_limit');
  const { ask, stop } = await serve();
  const locker = await database.connect();
  try {
    assert.deepEqual([await ask(), await ask()], ['200 r=2', '200 r=1']);
    await locker.query('BEGIN; LOCK TABLE rate_limit IN ACCESS EXCLUSIVE MODE');
    const soonMs = 7_000; // less than any statement may take, more than a busy machine does
    assert.equal(await ask(soonMs), '200 r=2');
  } finally {
    await locker.end();
    await stop();
  }
});
