import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noRedis, RedisServer } from '../support/redis-server.ts';
import { startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(async () => await database.drop());

/** Three requests from an address, whichever service they come to. */
async function serve(settings: Record<string, string> = { RATE_LIMIT_STORE: 'postgres' }) {
  const service = await startServe({ RATE_LIMIT: '3/600', DATABASE_URL: database.url, ...settings });
  const ask = async (withinMs = 60_000) => {
    const { status, headers } = await fetch(`${service.base}/listings?limit=1`, {
      signal: AbortSignal.timeout(withinMs),
    });
    return `${status} ${/r=\d+/.exec(headers.get('ratelimit') ?? '')}`;
  };
  const stop = async () => assert.equal((await stopServe(service)).status, 0);
  const isReady = async () => (await fetch(`${service.base}/readyz`)).ok;
  return { ask, stop, isReady };
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

test('a service that is stopping counts with the others as long as it answers', {
  timeout: 90_000,
  skip: noRedis,
}, async () => {
  const redis = await RedisServer.start();
  try {
    const { ask, stop, isReady } = await serve({
      ...{ RATE_LIMIT_STORE: 'redis', REDIS_URL: redis.url, SHUTDOWN_DELAY: '5' },
    });
    for (const answer of ['200 r=2', '200 r=1', '200 r=0']) assert.equal(await ask(), answer);
    const stopped = stop();
    await until('it is stopping', async () => !(await isReady()));
    assert.equal(await ask(), '429 r=0');
    await stopped;
  } finally {
    await redis.end();
  }
});
