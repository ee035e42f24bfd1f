import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { type ExportSource, openExport } from '../../src/exchange/export/open-export.ts';
import { listingsExport } from '../../src/exchange/export/sources.ts';
import { addListings } from '../support/listing-rows.ts';
import { openSocket } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({ limits: { turn: 60_000 } });
  await addListings(api, 8_000, { description: 'long '.repeat(600) }); // more than all buffers on the way take
});
after(async () => await api.stop());

/** Connections that copies were asked for on, and that are not closed. */
async function copies(): Promise<number> {
  const copying = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%'";
  return (await api.sql(copying)).length;
}

async function endCopies(): Promise<void> {
  await api.sql(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (%'",
  );
}

test('four are written at once, sixteen wait until readers go away, and more are refused', async () => {
  const stop = new AbortController();
  const started = await Promise.all(
    Array.from({ length: 4 }, () => fetch(`${api.base}/exports/listings`, { signal: stop.signal })),
  );
  assert.ok(started.every(({ status }) => status === 200));
  const others = Array.from({ length: 17 }, () => api.call('GET', '/exports/prices'));
  const refused = await Promise.race(others);
  assert.deepEqual([refused.status, refused.headers.has('retry-after')], [503, true]);
  stop.abort();
  const answered = (await Promise.all(others)).map(({ status }) => status);
  assert.deepEqual(answered.toSorted(), [...Array(16).fill(200), 503]);
  await until('their copies have ended', async () => (await copies()) === 0);
});

test('the database does nothing more for an export that nobody reads any more, also before its first row', async () => {
  const slow: ExportSource = async (snapshot, cursor) => ({
    ...(await listingsExport({})(snapshot, cursor)),
    query: 'SELECT FROM pg_sleep(600)',
  });
  const { body, over } = await openExport(api.db, slow, { format: 'ndjson' });
  await until('it is under way', async () => (await copies()) === 1);
  body.destroy();
  await over;
  await until('it is cancelled', async () => (await copies()) === 0);
});

test('nor for one whose client leaves while it is opened', async () => {
  // The table has the same number in each database.
  const waits = `SELECT FROM pg_locks JOIN pg_database AS own ON own.oid = database AND datname = current_database()
    WHERE NOT granted AND relation = 'listing_change'::regclass`;
  const waiting = async () => await api.sql(waits);
  const locker = await api.connect();
  try {
    await locker.query('BEGIN; LOCK TABLE listing_change IN ACCESS EXCLUSIVE MODE');
    const stop = new AbortController();
    const left = fetch(`${api.base}/exports/changes`, { signal: stop.signal });
    await until('it waits', async () => (await waiting()).length === 1);
    stop.abort();
    await assert.rejects(left);
    await until('it is cancelled', async () => (await waiting()).length === 0);
  } finally {
    await locker.end();
  }
});

test('where the database is lost on the way the answer does not look whole', async () => {
  const response = await fetch(`${api.base}/exports/listings`);
  const reader = response.body?.getReader();
  await reader?.read();
  await endCopies();
  await assert.rejects(async () => {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read());
  });
});

test('where the database is lost before the first row it is told as that, not as a failure of the service', async () => {
  const pid = 'SELECT pg_backend_pid() AS pid';
  const listings = listingsExport({});
  const source: ExportSource = async (snapshot, cursor) => {
    const { rows } = await snapshot.query<{ pid: number }>({ text: pid });
    await api.sql('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    const isLost = () =>
      snapshot.query({ text: pid }).then(
        () => false,
        () => true,
      );
    await until('it is lost', isLost);
    return await listings(snapshot, cursor);
  };
  const { body } = await openExport(api.db, source, { format: 'ndjson' });
  await assert.rejects(text(body), { name: 'AppError', code: 'unavailable' });
});

test('HEAD tells the cursor and reads no rows, as often as it is asked', async () => {
  for (let n = 0; n < 8; n += 1) {
    const { status, headers, text } = await api.call('HEAD', '/exports/listings');
    assert.deepEqual([status, text], [200, '']);
    assert.match(headers.get('feed-cursor') ?? '', /^\w+/);
  }
  await until('their copies have ended', async () => (await copies()) === 0);
});

test('over HTTP/1.0, too, an answer whose database is lost does not look whole', async () => {
  const socket = await openSocket(api.base);
  socket.write('GET /exports/listings HTTP/1.0\r\nHost: x\r\n\r\n');
  const ended = new Promise<string>((resolve) => {
    socket.once('error', () => resolve('reset')).once('end', () => resolve('whole'));
  });
  await until('it comes', async () => socket.readableLength > 0);
  await endCopies();
  socket.resume();
  assert.equal(await ended, 'reset');
});

test('readers that take nothing are dropped after a while, and others are let in', async () => {
  const impatient = await startTestApi({ limits: { silence: 50, turn: 50 } });
  try {
    await addListings(impatient, 20_000, { description: 'x'.repeat(1_000) });
    const sockets = await Promise.all(Array.from({ length: 4 }, () => openSocket(impatient.base)));
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.write('GET /exports/listings HTTP/1.1\r\nHost: x\r\n\r\n');
    }
    await until('they take all slots', async () => (await impatient.call('HEAD', '/exports/listings')).status === 503);
    await until('they are dropped', async () => (await impatient.call('HEAD', '/exports/listings')).status === 200);
    for (const socket of sockets) socket.destroy();
  } finally {
    await impatient.stop();
  }
});
