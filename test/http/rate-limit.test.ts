import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createApiKey } from '../../src/access/manage-keys.ts';
import { RateLimit } from '../../src/access/rate-limit.ts';
import { Database } from '../../src/db/database.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi, type TestApiOptions } from '../support/test-api.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const started: TestApi[] = [];
after(async () => {
  for (const api of started) await api.stop();
});

async function start(requests: number, options: TestApiOptions = {}): Promise<TestApi> {
  const rateLimit = new RateLimit({ requests, seconds: 60 });
  const api = await startTestApi({ rateLimit, guard: { anonymous: 'reader', opensWithoutKeys: false }, ...options });
  started.push(api);
  return api;
}

const read = async (api: TestApi, headers: Record<string, string> = {}) =>
  await api.call('GET', '/listings?limit=1', undefined, headers);

async function writer(api: TestApi): Promise<{ authorization: string }> {
  const { text } = await createApiKey(api.db, { role: 'writer', name: 'writer', expires: undefined });
  return { authorization: `Bearer ${text}` };
}

test('every answer tells what is left, and what is more is refused until the time has passed', async () => {
  const api = await start(3);
  for (const left of [2, 1, 0]) {
    const { status, headers } = await read(api);
    assert.equal(status, 200);
    assert.equal(headers.get('ratelimit-policy'), '"default";q=3;w=60');
    assert.match(headers.get('ratelimit') ?? '', new RegExp(`^"default";r=${left};t=(60|5\\d)$`));
  }
  const refused = await read(api);
  assertProblem(refused, 'too-many-requests');
  assert.match(refused.headers.get('retry-after') ?? '', /^(60|5\d)$/);
  assert.match(refused.headers.get('ratelimit') ?? '', /^"default";r=0;/);
});

test('what takes no role is not counted, for who watches over the service', async () => {
  const api = await start(1);
  await read(api);
  for (const path of ['/livez', '/readyz', '/openapi.json', '/problems']) {
    const { status, headers } = await api.call('GET', path);
    assert.deepEqual([status, headers.get('ratelimit')], [200, null], path);
  }
});

test('who has used it up gets the page of a listing, without what would be read for it', async () => {
  const page = { folder: import.meta.dirname, html: '<html><head><title>Pricetrail</title></head></html>' };
  const api = await start(2, { page });
  const { id } = (await api.call('POST', '/listings', someListing({ name: 'Old mill' }), await writer(api))).body;
  const pages = [];
  for (let n = 0; n < 3; n += 1) pages.push(await api.call('GET', `/${id}/prices`));
  assert.deepEqual(
    pages.map(({ status, text }) => [status, text.includes('Old mill')]),
    [
      [200, true],
      [200, true],
      [200, false],
    ],
  );
});

test('each key has a quota of its own, from one address', async () => {
  const api = await start(2);
  const keys = await Promise.all(
    ['one', 'other'].map((name) => createApiKey(api.db, { role: 'reader', name, expires: undefined })),
  );
  for (const { text } of keys) {
    const headers = { authorization: `Bearer ${text}` };
    const seen = [await read(api, headers), await read(api, headers), await read(api, headers)];
    assert.deepEqual(
      seen.map(({ status }) => status),
      [200, 200, 429],
    );
  }
  assert.equal((await read(api)).status, 200);
});

test('a key has one quota, however its header is written', async () => {
  const api = await start(2);
  const { text } = await createApiKey(api.db, { role: 'reader', name: 'one', expires: undefined });
  const written = ['Bearer ', 'bearer ', 'BEARER   '].map((scheme) => ({ authorization: `${scheme}${text}` }));
  const seen: number[] = [];
  for (const headers of written) seen.push((await read(api, headers)).status);
  assert.deepEqual(seen, [200, 200, 429]);
});

test('as many tries as the limit are looked at, and not one more', async () => {
  const limit = new RateLimit({ requests: 2, seconds: 60 });
  const seen = [];
  for (let n = 0; n < 3; n += 1) {
    seen.push((await limit.look('somebody')).isOver);
    await limit.count('somebody');
  }
  assert.deepEqual(seen, [false, false, true]);
});

test('who tries one credential after the other is stopped by address, and so is what comes with a right one from there', async () => {
  const api = await start(5);
  const { text } = await createApiKey(api.db, { role: 'reader', name: 'one', expires: undefined });
  const wrong = (n: number) => ({ authorization: `Bearer pt_00000000000${n}_${'A'.repeat(43)}` });
  for (let n = 0; n < 5; n += 1) assert.equal((await read(api, wrong(n))).status, 401);
  await until('the tries are counted', async () => (await read(api, wrong(9))).status === 429);
  assertProblem(await read(api, { authorization: `Bearer ${text}` }), 'too-many-requests');
  assert.equal((await read(api)).status, 200);
  for (const path of ['/readyz', '/openapi.json']) {
    assertProblem(await api.call('GET', path, undefined, wrong(9)), 'too-many-requests');
    assert.equal((await api.call('GET', path)).status, 200, path);
  }
  assert.equal((await api.call('GET', '/livez', undefined, wrong(9))).status, 200);
});

test('behind proxies the address is what the last of those that are trusted says, and a client cannot choose it', async () => {
  const api = await start(1, { trustedProxies: 1 });
  const from = async (forwarded: string) => (await read(api, { 'x-forwarded-for': forwarded })).status;
  assert.equal(await from('192.0.2.1'), 200);
  assert.equal(await from('192.0.2.1'), 429);
  assert.equal(await from('192.0.2.2'), 200);
  assert.equal(await from('198.51.100.7, 192.0.2.2'), 429);
  assert.equal(await from('2001:db8:1:2::1'), 200);
  assert.equal(await from('2001:db8:1:2:ffff::9'), 429);
  assert.equal(await from('2001:db8:1:3::1'), 200);
  for (const ports of ['192.0.2.3', '192.0.2.3:4001', '192.0.2.3:4002']) {
    assert.equal(await from(ports), ports === '192.0.2.3' ? 200 : 429, ports);
  }
  assert.equal(await from('[2001:db8:1:4::1]:4001'), 200);
  assert.equal(await from('[2001:db8:1:4::2]:4002'), 429);
  const direct = await start(1);
  assert.equal((await read(direct, { 'x-forwarded-for': '192.0.2.1' })).status, 200);
  assert.equal((await read(direct, { 'x-forwarded-for': '192.0.2.2' })).status, 429);
});

test('where the table of counts is locked nobody waits for long: each process counts by itself, and asks again after a while', async () => {
  const database = await createTestDatabase();
  const db = new Database({ url: database.url, statementTimeoutMs: 0 });
  const locker = await database.connect();
  try {
    const limits = [1, 2].map(() => new RateLimit({ requests: 2, seconds: 60, shared: db.briefly(100) }));
    const count = async (n: number) => (await limits[n]?.count('somebody'))?.isOver;
    await locker.query('BEGIN; LOCK TABLE rate_limit IN ACCESS EXCLUSIVE MODE');
    for (const n of [0, 1]) assert.deepEqual([await count(n), await count(n), await count(n)], [false, false, true]);
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    assert.deepEqual(await database.sql(waiting), [], 'what they asked was cancelled');
    await locker.query('ROLLBACK');
    await until('they count together again', async () => {
      await count(0);
      return (await database.sql('SELECT FROM rate_limit')).length === 1;
    });
  } finally {
    await locker.end();
    await db.close();
    await database.drop();
  }
});

test('several processes count together in the database, and by themselves while it is away', async () => {
  const database: TestDatabase = await createTestDatabase();
  try {
    let isAway = false;
    let asked = 0;
    const shared = {
      query: async (...given: Parameters<typeof database.db.writes.query>) => {
        asked += 1;
        if (isAway) throw new Error('away');
        return await database.db.writes.query(...given);
      },
    } as typeof database.db.writes;
    const limits = [1, 2].map(() => new RateLimit({ requests: 10, seconds: 60, shared }));
    const counts = await Promise.all(Array.from({ length: 14 }, (_, n) => limits[n % 2]?.count('somebody')));
    assert.equal(counts.filter((quota) => quota?.isOver).length, 4);
    asked = 0;
    for (const limit of [...limits, ...limits]) {
      const { isOver, remaining, seconds } = await limit.count('somebody');
      assert.deepEqual([isOver, remaining, seconds > 50], [true, 0, true], 'who is over stays so');
    }
    assert.ok(asked <= limits.length, `who is over costs the database nothing once it is known: asked ${asked} times`);
    isAway = true;
    assert.equal((await limits[0]?.count('else'))?.isOver, false);
  } finally {
    await database.drop();
  }
});
