import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimit } from '../../src/access/rate-limit.ts';
import { SharedCounts } from '../../src/access/shared-counts.ts';
import { noRedis, RedisServer } from '../support/redis-server.ts';
import { until } from '../support/until.ts';

const theRedis = { skip: noRedis, timeout: 60_000 };

let redis: RedisServer;
before(async () => {
  if (!noRedis) redis = await RedisServer.start();
});
after(async () => await redis?.end());

const opened: SharedCounts[] = [];
afterEach(async () => {
  for (const counts of opened.splice(0)) await counts.stop();
});

/** What one process counts with, and what it was told of Redis. */
async function openProcess({ url = redis.url, requests = 10, seconds = 60 } = {}) {
  const told: (string | undefined)[] = [];
  const counts = (await SharedCounts.open(url)).listen((error) => told.push(error?.message));
  counts.start();
  opened.push(counts);
  const limit = new RateLimit({ requests, seconds, shared: counts });
  return { client: counts.client, limit, told, isReady: async () => counts.client.status === 'ready' };
}

async function openTwo(options: { requests?: number; seconds?: number } = {}) {
  const [one, other] = await Promise.all([openProcess(options), openProcess(options)]);
  for (const { isReady } of [one, other]) await until('it is connected', isReady);
  return [one, other] as const;
}

test('several processes count together, and who is over is refused by each', theRedis, async () => {
  const [one, other] = await openTwo();
  const both = [one.limit, other.limit];
  const counts = await Promise.all(Array.from({ length: 14 }, (_, n) => both[n % 2]?.count('somebody')));
  assert.equal(counts.filter((quota) => quota?.isOver).length, 4);
  for (const limit of both) {
    const quota = await limit.look('somebody');
    assert.deepEqual([quota.isOver, quota.remaining], [true, 0]);
    assert.ok(quota.seconds > 0 && quota.seconds <= 60);
    assert.equal((await limit.look('nobody')).remaining, 10);
  }
});

test('after the time from the first request on there may be all of them again', theRedis, async () => {
  const [one, other] = await openTwo({ requests: 1, seconds: 1 });
  assert.equal((await one.limit.count('who waits')).isOver, false);
  assert.equal((await other.limit.count('who waits')).isOver, true);
  await until('the time has passed', async () => (await other.limit.look('who waits')).remaining === 1);
  // It refused without asking, by its own clock, and may do so for some ms longer.
  await until('one more is taken', async () => !(await other.limit.count('who waits')).isOver);
  assert.equal((await one.limit.count('who waits')).isOver, true);
});

test('while it is away each counts by itself, and together once it is back', theRedis, async () => {
  const [one, other] = await openTwo({ requests: 2 });
  await redis.end();
  for (const { limit, told } of [one, other]) {
    const counts = [await limit.count('away'), await limit.count('away'), await limit.count('away')];
    assert.deepEqual(
      counts.map(({ isOver }) => isOver),
      [false, false, true],
    );
    await until('it is told', async () => told.length === 1);
    assert.match(told[0] ?? '', /ECONNREFUSED|ECONNRESET|closed/);
  }
  await redis.begin();
  for (const { isReady } of [one, other]) await until('it is back', isReady);
  await sleep(2_000); // for so long it is left alone
  assert.equal((await one.limit.count('back')).remaining, 1);
  assert.equal((await other.limit.count('back')).remaining, 0);
  for (const { told } of [one, other]) assert.deepEqual(told.slice(1), [undefined]);
});

test('one that says nothing is waited for once, and then not', theRedis, async () => {
  const { limit, isReady, told } = await openProcess();
  await until('it is connected', isReady);
  redis.hold();
  try {
    assert.equal((await limit.count('held up')).isOver, false);
    await until('it is left', async () => !(await isReady()));
    assert.match(told[0] ?? '', /timeout/i);
    assert.equal((await limit.count('held up')).remaining, 8);
  } finally {
    redis.goOn();
  }
  await until('it is back', isReady);
});

test(
  'one that lets the service in, and does not count in time, is left alone for 2 s after each try',
  theRedis,
  async (t) => {
    const { client, limit, isReady } = await openProcess();
    await until('it is connected', isReady);
    const clock = { ms: 0 };
    t.mock.method(performance, 'now', () => clock.ms);
    const sent = t.mock.method(client, 'sendCommand').mock;
    const asked = () => sent.calls.filter(({ arguments: [command] }) => command.name.startsWith('eval')).length;
    await redis.pauseWrites();
    for (const tries of [1, 2]) {
      for (const remaining of [9, 8, 7]) {
        assert.equal((await limit.count(`in turn ${tries}`)).remaining, remaining);
        await until('it is let in again', isReady);
      }
      assert.equal(asked(), tries);
      clock.ms += 2_000;
    }
    await redis.resumeWrites();
  },
);

test('one that does not let the service in is one that is away', theRedis, async () => {
  const closed = await RedisServer.start({ password: 'secret' });
  try {
    const { limit, told } = await openProcess({ url: closed.url });
    await until('it is told', async () => told.length === 1);
    assert.match(told[0] ?? '', /NOAUTH/);
    assert.equal((await limit.count('somebody')).remaining, 9);
    const url = closed.url.replace('//', '//:secret@');
    const known = await openProcess({ url });
    await until('it is let in', known.isReady);
  } finally {
    await closed.end();
  }
});
