import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { Database } from '../../src/db/database.ts';
import { migrate, migrationStatus } from '../../src/db/migrate.ts';
import { someListing } from '../support/listings.ts';
import { type PgBouncer, startPgBouncer } from '../support/pgbouncer.ts';
import { openSocket } from '../support/raw-http.ts';
import { Receiver } from '../support/receiver.ts';
import { callAt, startTestApi, type TestApi } from '../support/test-api.ts';
import { createTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';
import { isSigned, register, startWorker, webhookTools } from '../support/webhooks.ts';

// The API on a database behind PgBouncer in transaction mode, with fewer servers than it has clients.

const servers = 3;
let api: TestApi;
let bouncer: PgBouncer | undefined;
let db: Database | undefined;
let base = '';
let stop = async () => {};

before(async () => {
  api = await startTestApi();
  // A server whose own settings are not those of the API.
  await api.sql(`DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Asia/Tokyo');
    EXECUTE format('ALTER DATABASE %I SET datestyle = %L', current_database(), 'German');
  END $$`);
  bouncer = await startPgBouncer(api.url, servers);
  if (!bouncer) return;
  db = new Database({ url: bouncer.url, patienceMs: 10_000 });
  const other = await startTestApi({ db, webhooks: webhookTools });
  base = other.base;
  stop = other.stop;
});
after(async () => {
  await db?.close();
  await stop();
  await bouncer?.stop();
  await api.stop();
});

type World = { call: TestApi['call']; db: Database; url: string };

function throughPgBouncer(name: string, work: (world: World) => Promise<void>): void {
  test(name, async (t: TestContext) => {
    if (!bouncer || !db) return t.skip('PgBouncer is not installed');
    await work({ call: callAt(base), db, url: bouncer.url });
  });
}

async function create(call: TestApi['call'], name: string): Promise<string> {
  const { status, body, text } = await call('POST', '/listings', someListing({ name }));
  assert.equal(status, 201, text);
  return `/listings/${body.id}`;
}

throughPgBouncer('behind PgBouncer many reads at once each have the answer to their own question', async ({ call }) => {
  const names = Array.from({ length: 12 }, (_, at) => `Home ${at}`);
  const paths = await Promise.all(names.map((name) => create(call, name)));
  const reads = Array.from({ length: 600 }, (_, at) => ({ path: paths[at % 12] ?? '', name: names[at % 12] }));
  for (const { answer, name } of await Promise.all(
    reads.map(async ({ path, name }) => ({ name, answer: await call('GET', path) })),
  )) {
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.name, name);
    assert.match(answer.body.updated_date, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Math.abs(Date.parse(answer.body.updated_date) - Date.now()) < 600_000, 'in UTC');
  }
});

throughPgBouncer('behind PgBouncer pages, prices, the past and the feed are read as they are', async ({ call }) => {
  const path = await create(call, 'Read in every way');
  await call('PATCH', path, { latest_price_eur: 90_000 });
  const at = (await call('GET', path)).body.updated_date;
  const ways = ['/listings', `/listings?as_of=${at}`, `${path}?as_of=${at}`, `${path}/prices`, '/changes', '/readyz'];
  for (let round = 0; round < 3; round += 1) {
    for (const answer of await Promise.all(ways.map((way) => call('GET', way)))) {
      assert.equal(answer.status, 200, answer.text);
    }
  }
  const direct = await Promise.all(ways.slice(2, 4).map((way) => api.call('GET', way)));
  const pooled = await Promise.all(ways.slice(2, 4).map((way) => call('GET', way)));
  assert.deepEqual(
    pooled.map(({ text }) => text),
    direct.map(({ text }) => text),
  );
});

throughPgBouncer('H1: behind PgBouncer every change of many writers is in the history', async ({ call }) => {
  const path = await create(call, 'Changed by many');
  const prices = Array.from({ length: 80 }, (_, at) => 10_000 + at);
  const answers = await Promise.all(
    prices.map((price, at) => call('PATCH', path, { latest_price_eur: price }, keyOf(at, `many-${price}`))),
  );
  for (const { status, text } of answers) assert.equal(status, 200, text);
  const { body } = await call('GET', `${path}/prices`);
  const kept = body.map(({ price_eur }: { price_eur: number }) => price_eur).sort();
  assert.deepEqual(kept, [...prices, 100_000].sort());
});

/** Every other request has a key. */
function keyOf(at: number, key: string): Record<string, string> {
  return at % 2 === 0 ? { 'idempotency-key': `"${key}"` } : {};
}

throughPgBouncer('behind PgBouncer a write that comes twice is made once', async ({ call }) => {
  const body = someListing({ name: 'Sent twice' });
  const headers = { 'idempotency-key': '"twice"' };
  const first = await Promise.all([1, 2, 3].map(() => call('POST', '/listings', body, headers)));
  for (const { status, text } of first) assert.ok(status === 201 || status === 409, text);
  const again = await call('POST', '/listings', body, headers);
  assert.equal(again.status, 201);
  assert.equal((await api.sql('SELECT FROM listing WHERE name = $1', ['Sent twice'])).length, 1);
});

throughPgBouncer('behind PgBouncer a client that goes away cancels its search', async ({ call }) => {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE listing IN ACCESS EXCLUSIVE MODE');
    const socket = await openSocket(base);
    socket.write('GET /listings?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('the search waits', async () => (await api.sql(waiting)).length === 1);
    socket.destroy();
    await until('it is cancelled', async () => (await api.sql(waiting)).length === 0);
  } finally {
    await locker.end();
  }
  for (let round = 0; round < 20; round += 1) {
    const answers = await Promise.all([call('GET', '/listings?limit=1'), call('GET', '/listings/1')]);
    for (const { status, text } of answers) assert.equal(status, 200, text);
  }
});

throughPgBouncer('behind PgBouncer nobody else changes how the API reads times', async ({ call, url }) => {
  const path = await create(call, 'Read by its own clock');
  const expected = (await call('GET', path)).body.updated_date;
  const stranger = new Database({ url, writeConnections: 4 });
  const zone = { text: `SET timezone = 'America/New_York'` };
  await Promise.all(Array.from({ length: 8 }, () => stranger.writes.query(zone)));
  const answers = await Promise.all(Array.from({ length: 30 }, () => call('GET', path)));
  await stranger.close();
  for (const { body } of answers) assert.equal(body.updated_date, expected);
});

throughPgBouncer('behind PgBouncer listings are written out of one moment', async ({ call }) => {
  const path = await create(call, 'Written out');
  const { text, headers } = await call('GET', '/exports/listings');
  const exported = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  assert.deepEqual(exported.at(-1), (await call('GET', path)).body);
  assert.ok(headers.has('feed-cursor'));
});

throughPgBouncer('behind PgBouncer webhooks are told', async ({ call, db }) => {
  const receiver = await Receiver.open();
  const worker = startWorker({ db });
  try {
    await untilCaughtUp(api);
    const { secret } = await register({ call }, { url: receiver.url, kinds: ['created'] });
    await create(call, 'Told');
    const [message] = await receiver.until(1);
    assert.ok(message && isSigned(message, secret));
  } finally {
    await worker.stop();
    await receiver.close();
  }
});

throughPgBouncer('behind PgBouncer what needs a server of its own is refused, and says so', async ({ db, url }) => {
  const refusal = { code: 'misconfigured', message: /through a connection pooler.* PostgreSQL itself/ };
  await assert.rejects(
    db.session(async () => {}),
    refusal,
  );
  assert.deepEqual(await migrate({ url, direction: 'up' }), [], 'there is nothing to do');
  assert.ok((await migrationStatus(url)).every(({ appliedAt }) => appliedAt));
  await assert.rejects(migrate({ url, direction: 'down' }), refusal);
});

test('behind PgBouncer a database that lacks migrations is none to serve, and stays as it is', async (t) => {
  const empty = await createTestDatabase({ empty: true });
  const other = await startPgBouncer(empty.url, servers);
  if (other) await assert.rejects(migrate({ url: other.url, direction: 'up' }), { code: 'misconfigured' });
  else t.skip('PgBouncer is not installed');
  assert.deepEqual(await empty.sql(`SELECT FROM pg_class WHERE relname IN ('listing', 'pricetrail_migration')`), []);
  await other?.stop();
  await empty.drop();
});
