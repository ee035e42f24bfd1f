import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '../../../src/db/database.ts';
import { openBreakableRoute } from '../../support/breakable-route.ts';
import { EventStream } from '../../support/event-stream.ts';
import { addListings } from '../../support/listing-rows.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';
import { until } from '../../support/until.ts';
import { untilCaughtUp } from '../../support/until-caught-up.ts';

test('closing ends streams at once, whole, and asks the database no more', { timeout: 20_000 }, async () => {
  const api = await startTestApi();
  const streams = await Promise.all(
    Array.from({ length: 20 }, () => EventStream.open(`${api.base}/changes?after=now`)),
  );
  await until('all are told where they are', async () => streams.every(({ lastEventId }) => lastEventId !== ''));
  await api.stop();
  await until('all have ended', async () => streams.every(({ ended }) => ended), 5);
  assert.ok(streams.every(({ response }) => response.complete));
});

test('a stream goes on through an outage of the database', async () => {
  const api = await startTestApi();
  const route = await openBreakableRoute(api.url);
  const db = new Database({ url: route.url, connectTimeoutMs: 500 });
  const other = await startTestApi({ db });
  const stream = await EventStream.open(`${other.base}/changes`);
  try {
    await addListings(api, 3);
    await stream.untilChanges(3);
    route.cut();
    await addListings(api, 3);
    const late = await EventStream.open(`${other.base}/changes`); // waits for the database
    route.mend();
    await stream.untilChanges(6);
    await late.untilChanges(6);
    assert.deepEqual(stream.changes, late.changes);
    late.close();
  } finally {
    stream.close();
    await other.stop();
    await db.close();
    await route.close();
    await api.stop();
  }
});

/** A connection that asks for the feed and reads nothing of the answer. */
async function askAndStall(base: string) {
  const { hostname, port } = new URL(base);
  const socket = connect(Number(port), hostname).on('error', () => {});
  await once(socket, 'connect');
  socket.pause();
  socket.write('GET /changes HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n');
  return socket;
}

/** An API with 10 MB of changes, more than all buffers on the way take. */
async function withManyChanges(silenceMs: number, work: (api: TestApi) => Promise<void>): Promise<void> {
  const api = await startTestApi({ limits: { silence: silenceMs } });
  try {
    await api.sql(`INSERT INTO listing (name, description, building_type, street_address, postal_code, city, country,
        surface_area_m2, rooms_count, bedrooms_count, price)
      SELECT 'Home', repeat('bright ', 2000), 'HOUSE', '1 rue', '1', 'Lyon', 'FR', 1, 1, 1, n FROM generate_series(1, 700) AS n`);
    await untilCaughtUp(api);
    await work(api);
  } finally {
    await api.stop();
  }
}

test('a reader that takes nothing is cut off', async () => {
  await withManyChanges(300, async ({ base, server }) => {
    const connections = async () =>
      await new Promise<number>((done) => server.app.server.getConnections((_error, count) => done(count)));
    const stalled = await askAndStall(base);
    await until('it is there', async () => (await connections()) > 0);
    await until('it is cut off', async () => (await connections()) === 0);
    stalled.destroy();
  });
});

test('a reader that is slow is told everything', async () => {
  await withManyChanges(20_000, async ({ base }) => {
    const slow = await EventStream.open(`${base}/changes`);
    for (let pause = 0; pause < 4; pause += 1) {
      slow.response.pause();
      await sleep(100);
      slow.response.resume();
      await slow.untilChanges(Math.min(700, slow.changes.length + 100));
    }
    const told = await slow.untilChanges(700);
    slow.close();
    assert.deepEqual(
      told.map(({ listing_id }) => listing_id),
      Array.from({ length: 700 }, (_, at) => at + 1),
    );
  });
});
