import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { test } from 'node:test';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { openSocket, readAnswers } from '../support/raw-http.ts';
import { startTestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

const patch =
  'PATCH /listings/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{"rooms_count":9}';
const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

/** Closes an API while a write waits for a lock on the connection that `work` is given; `unlock` lets it go on. */
async function whileClosing(work: (socket: Socket, unlock: () => Promise<void>) => Promise<void>): Promise<void> {
  const api = await startTestApi();
  await api.call('POST', '/listings', someListing());
  const locker = await api.connect();
  const socket = await openSocket(api.base);
  try {
    await locker.query('BEGIN; SELECT FROM listing FOR UPDATE');
    socket.write(patch);
    await until('the write waits', async () => (await api.sql(waiting)).length === 1);
    const closed = api.server.app.close();
    await work(socket, async () => void (await locker.query('ROLLBACK')));
    await closed;
    assert.deepEqual(await api.sql('SELECT rooms_count FROM listing'), [{ rooms_count: 9 }]);
  } finally {
    socket.destroy();
    await locker.end();
    await api.stop();
  }
}

const connections = async (server: Server) =>
  await new Promise<number>((done) => server.getConnections((_error, count) => done(count)));

test('closing answers the write under way, then ends its connection at once', { timeout: 20_000 }, async () => {
  await whileClosing(async (socket, unlock) => {
    await unlock();
    const [answer, ...more] = await readAnswers(socket);
    assert.deepEqual([answer?.status, answer?.body.rooms_count, more], [200, 9, []]);
  });
});

test('a request that comes in while closing is answered like any other', { timeout: 20_000 }, async () => {
  await whileClosing(async (socket, unlock) => {
    socket.write('GET /livez HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('it has been sent', async () => socket.writableLength === 0);
    await unlock();
    const [, answer] = await readAnswers(socket);
    assert.deepEqual([answer?.status, answer?.body], [200, { status: 'ok' }]);
    assert.equal(answer?.headers.get('connection'), 'close');
  });
});

test('closing does not wait for a request that has not come in', { timeout: 5_000 }, async () => {
  const api = await startTestApi();
  const halves = await Promise.all([openSocket(api.base), openSocket(api.base)]);
  halves[0]?.write('GET /livez HTTP/1.1\r\nHost: x\r\nX: ');
  const listener = api.server.app.server;
  await until('both are connected', async () => (await connections(listener)) === 2);
  await api.stop();
  for (const socket of halves) socket.destroy();
});

test('closing sends an answer to its end, however slowly it is read', { timeout: 20_000 }, async () => {
  const api = await startTestApi();
  const description = 'x'.repeat(50_000);
  await addListings(api, 200, { description });
  const response = await fetch(`${api.base}/listings?limit=1000`, { headers: { 'accept-encoding': 'identity' } });
  const closed = api.stop();
  const reader = response.body?.getReader();
  let bytes = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    bytes += part.value.length;
    await new Promise((done) => setImmediate(done));
  }
  assert.equal(bytes, Number(response.headers.get('content-length')));
  await closed;
});

// A second one made each request outlive the collection of young objects: see src/http/close.ts.
test('a connection has no listener of its end but that of node', { timeout: 5_000 }, async () => {
  const api = await startTestApi();
  const listeners: number[] = [];
  api.server.app.server.on('request', ({ socket }) => listeners.push(socket.listenerCount('close')));
  const socket = await openSocket(api.base);
  socket.write('GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  assert.equal((await readAnswers(socket)).length, 1);
  assert.deepEqual(listeners, [2]); // of the connection, and of the answer under way
  await api.stop();
});

test('closing ends hundreds of connections, of which most have gone', { timeout: 20_000 }, async () => {
  const api = await startTestApi();
  const listener = api.server.app.server;
  for (let round = 0; round < 4; round += 1) {
    const gone = await Promise.all(Array.from({ length: 100 }, () => openSocket(api.base)));
    for (const socket of gone) socket.destroy();
    await until('they have gone', async () => (await connections(listener)) === 0);
  }
  const idle = await openSocket(api.base);
  await until('it has come', async () => (await connections(listener)) === 1);
  await api.stop();
  assert.deepEqual(await readAnswers(idle), []);
});

test('closing cuts what is not sent in time', { timeout: 5_000 }, async () => {
  const api = await startTestApi({ limits: { closing: 300 } });
  assert.equal(api.server.app.initialConfig.pluginTimeout, 0, 'it is not given up by what else limits closing');
  const slow = await openSocket(api.base);
  const come = once(api.server.app.server, 'request');
  slow.write(patch.slice(0, -5));
  await come;
  const cut = new Promise((resolve) => slow.on('error', () => {}).once('close', resolve));
  await api.stop();
  await cut;
});
