import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { after, before, test } from 'node:test';
import { Registry } from 'prom-client';
import { openMetricsServer } from '../../src/metrics/metrics-server.ts';
import { register } from '../../src/metrics/readings.ts';
import { serviceReadings } from '../../src/metrics/service-readings.ts';
import { type Running, startServe, stopServe } from '../support/run-cli.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

let database: TestDatabase;
let server: Running & { base: string };
let metrics: string;
before(async () => {
  database = await createTestDatabase();
  const settings = { DATABASE_URL: database.url, METRICS_PORT: '0', WORKERS: '2', SECRETS_KEY: `${'A'.repeat(43)}=` };
  server = await startServe(settings);
  metrics = await server.printed(/"metrics":"(http[^"]+)/);
});
after(async () => {
  const { status, stderr } = await stopServe(server);
  await database.drop();
  assert.deepEqual([status, stderr], [0, '']);
});

async function scrape(): Promise<string> {
  const answer = await fetch(metrics);
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  return await answer.text();
}

/** The value of a series, by the whole of its name. */
function seriesIn(text: string, series: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

test('what several processes tell becomes one', async () => {
  const times = 40;
  for (let turn = 0; turn < times; turn += 1) {
    await fetch(`${server.base}/listings/999`, { headers: { connection: 'close' } });
  }
  await fetch(`${server.base}/nowhere`);
  const missing = 'http_request_duration_seconds_count{method="GET",route="/listings/:id",status="404"}';
  await until('all are counted', async () => seriesIn(await scrape(), missing) === times);
  const text = await scrape();
  assert.equal(seriesIn(text, 'http_request_duration_seconds_count{method="GET",route="none",status="404"}'), 1);
  const lane = (name: string) => seriesIn(text, `pricetrail_database_connections{lane="${name}"}`) ?? 0;
  assert.equal(lane('reads') + lane('searches') + lane('writes'), 18, 'those of both workers');
});

test('methods that no operation has are one in the figures, whatever a client makes up', async () => {
  const odd = ['PROPFIND', 'PURGE', 'MKCOL', 'SEARCH'];
  for (const method of odd) {
    for (const path of ['/listings', '/nowhere']) await fetch(`${server.base}${path}`, { method });
  }
  const counted = async (route: string, status: number) =>
    seriesIn(await scrape(), `http_request_duration_seconds_count{method="other",route="${route}",status="${status}"}`);
  const areAll = async (route: string, status: number) => (await counted(route, status)) === odd.length;
  await until('all are counted', async () => (await areAll('/listings', 405)) && (await areAll('none', 404)));
  const text = await scrape();
  for (const method of odd) assert.ok(!text.includes(`method="${method}"`), method);
});

/** The status of what is asked for under a name. */
async function statusAs(host: string, where: string): Promise<number | undefined> {
  const [answer]: IncomingMessage[] = await once(get(where, { agent: false, headers: { host } }), 'response');
  return answer?.resume().statusCode;
}

test('on loopback a page of a name that leads to this machine reads no figures', async () => {
  for (const host of ['evil.example', 'evil.example:9464', '127.0.0.1.evil.example', '192.168.1.7', '[::2]:9464'])
    assert.equal(await statusAs(host, metrics), 403, host);
  for (const host of ['localhost', 'LOCALHOST:9464', '127.0.0.1:9464', '[::1]:9464'])
    assert.equal(await statusAs(host, metrics), 200, host);
});

test('where others reach it, Prometheus asks by any name', async () => {
  const reached = await openMetricsServer({
    ...{ host: '127.0.0.1', port: 0, isOnlyHere: false, read: async () => [] },
    onFailure: (error) => assert.fail(String(error)),
  });
  try {
    assert.equal(await statusAs('pricetrail.internal:9464', reached.address), 200);
  } finally {
    await reached.close();
  }
});

test('the service as a whole is told once', async () => {
  const { info } = (await (await fetch(`${server.base}/openapi.json`)).json()) as { info: { version: string } };
  await until('there is a lake', async () => seriesIn(await scrape(), 'pricetrail_lake_lag_seconds') !== undefined);
  const text = await scrape();
  assert.equal(seriesIn(text, `pricetrail_build_info{version="${info.version}"}`), 1);
  assert.equal(seriesIn(text, 'pricetrail_database_up'), 1);
  assert.ok((seriesIn(text, 'pricetrail_lake_lag_seconds') ?? 1_000) < 60);
  for (const worker of ['imports', 'webhooks', 'lake', 'keys']) {
    assert.equal(seriesIn(text, `pricetrail_worker_held_up{worker="${worker}"}`), 0, worker);
  }
});

test('what is not known has no value', async () => {
  const registry = new Registry();
  register(
    registry,
    serviceReadings('1.2.3', () => ({})),
  );
  const lines = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  assert.deepEqual(lines, ['pricetrail_build_info{version="1.2.3"} 1', 'pricetrail_database_up 0']);
});

test('webhooks that are due are told, and those that are paused aside', async () => {
  await database.sql(`INSERT INTO webhook (url, status, secret) VALUES ('https://a.example', 'disabled', ''),
    ('https://b.example', 'active', '')`);
  await database.sql(`INSERT INTO webhook_delivery (webhook_id, message_id, type, due_date)
    SELECT id, 'm' || n, 'listing.created', now() - interval '1 hour' FROM webhook, generate_series(1, 3) AS n WHERE status = 'disabled'`);
  const text = await scrape();
  assert.equal(seriesIn(text, 'pricetrail_webhooks{status="disabled"}'), 1);
  assert.equal(seriesIn(text, 'pricetrail_webhooks{status="active"}'), 1);
  assert.equal(seriesIn(text, 'pricetrail_webhook_deliveries_due'), 0);
});

test('a stream counts while it is open, and has no duration', async () => {
  const ended = new AbortController();
  const stream = await fetch(`${server.base}/changes`, {
    headers: { accept: 'text/event-stream' },
    signal: ended.signal,
  });
  assert.equal(stream.status, 200);
  assert.equal(seriesIn(await scrape(), 'pricetrail_feed_followers'), 1);
  ended.abort();
  await until('it is gone', async () => seriesIn(await scrape(), 'pricetrail_feed_followers') === 0);
  const text = await scrape();
  assert.ok((seriesIn(text, 'pricetrail_feed_looks_total{outcome="read"}') ?? 0) > 0);
  assert.doesNotMatch(text, /http_request_duration_seconds_count\{[^}]*route="\/changes"/);
});

test('every name is a metric of Prometheus that says what it is', async () => {
  const text = await scrape();
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type }));
  assert.ok(names.length > 40);
  for (const { name, type } of names) {
    assert.match(name, /^(http|pricetrail|process|nodejs)_[a-z0-9_]+$/);
    if (/^(http|pricetrail)_/.test(name)) assert.equal(name.endsWith('_total'), type === 'counter', name);
    assert.match(text, new RegExp(`^# HELP ${name} \\S.*`, 'm'));
  }
});

test('there is nothing else on its port, and it is not on that of the API', async () => {
  const { origin } = new URL(metrics);
  assert.equal((await fetch(`${origin}/`)).status, 404);
  assert.equal((await fetch(`${origin}/metricsx`)).status, 404);
  assert.equal((await fetch(metrics, { method: 'POST' })).status, 405);
  assert.equal(await (await fetch(metrics, { method: 'HEAD' })).text(), '');
  assert.equal((await fetch(`${server.base}/metrics`)).status, 404);
});

test('scrapes at the same time share an answer, and an unfinished request holds none up', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, scrape));
  assert.ok(all.every((text) => seriesIn(text, 'pricetrail_database_up') === 1));
});
