import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SharedCounts } from '../../src/access/shared-counts.ts';
import { noRedis, RedisServer } from '../support/redis-server.ts';
import { startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let redis: RedisServer;
before(async () => {
  database = await createTestDatabase();
  if (!noRedis) redis = await RedisServer.start();
});
after(async () => {
  await redis?.end();
  await database.drop();
});

/** How many services are connected. */
async function countServices({ client }: SharedCounts): Promise<number> {
  const all = await client.client('LIST');
  return String(all)
    .split('\n')
    .filter((line) => line.includes('name=pricetrail') && !line.includes('cmd=client')).length;
}

test('services with the same REDIS_URL count together', { skip: noRedis, timeout: 90_000 }, async () => {
  const settings = { RATE_LIMIT: '3/600', RATE_LIMIT_STORE: 'redis', REDIS_URL: redis.url, DATABASE_URL: database.url };
  const services = await Promise.all([startServe(settings), startServe(settings)]);
  const watching = await SharedCounts.open(redis.url);
  watching.start();
  try {
    await until('both are connected', async () => (await countServices(watching).catch(() => 0)) === 2);
    const statuses: number[] = [];
    for (const n of [0, 1, 0, 1, 0, 0, 1]) statuses.push((await fetch(`${services[n]?.base}/listings`)).status);
    assert.deepEqual(statuses, [200, 200, 200, 429, 429, 429, 429]);
    await redis.end();
    await Promise.all(services.map(({ printed }) => printed(/Redis \(REDIS_URL\) is away/)));
  } finally {
    await watching.stop();
    for (const { status } of await Promise.all(services.map(stopServe))) assert.equal(status, 0);
  }
});
