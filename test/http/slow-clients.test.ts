import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { addListings } from '../support/listing-rows.ts';
import { openSocket } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let api: TestApi;
/** With limits that a test can wait for: of an answer that is not taken 1.2 s. */
let hasty: TestApi;
before(async () => {
  [api, hasty] = await Promise.all([startTestApi(), startTestApi({ limits: { silence: 300, keepAliveTimeout: 300 } })]);
  // A page of megabytes, more than all buffers on the way take.
  for (const each of [api, hasty]) await addListings(each, 200, { description: 'x'.repeat(50_000) });
});
after(async () => await Promise.all([api.stop(), hasty.stop()]));

const page = 'GET /listings?limit=1000 HTTP/1.1\r\nHost: x\r\nAccept-Encoding: identity\r\n\r\n';

async function countConnections({ server }: TestApi): Promise<number> {
  return await new Promise((done) => server.app.server.getConnections((_error, count) => done(count)));
}

async function ask(target: TestApi, request: string): Promise<Socket> {
  const socket = await openSocket(target.base);
  socket.on('error', () => {}).write(request);
  return socket;
}

test('of a large answer that nobody takes the connection is cut', { timeout: 30_000 }, async () => {
  const stalled = await Promise.all([ask(hasty, page), ask(hasty, page.repeat(5))]);
  await until('both are there', async () => (await countConnections(hasty)) === 2);
  await until('both are cut', async () => (await countConnections(hasty)) === 0);
  for (const socket of stalled) socket.destroy();
});

test('one that is read slowly comes whole, however long that takes', { timeout: 30_000 }, async () => {
  const socket = await ask(hasty, page);
  const begun = performance.now();
  let bytes = 0;
  let expected = Number.POSITIVE_INFINITY;
  while (bytes < expected) {
    const chunk: Buffer | null = socket.read(100_000) ?? socket.read();
    if (chunk === null) {
      assert.ok(!socket.destroyed, `it was cut after ${bytes} bytes`);
      await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
      continue;
    }
    const [, length] = /content-length: (\d+)/i.exec(chunk.subarray(0, 2_000).toString()) ?? [];
    if (length !== undefined) expected = Number(length);
    bytes += chunk.length;
    await sleep(100);
  }
  assert.ok(performance.now() - begun > 1_200, 'it took longer than one that is not taken is kept');
  socket.destroy();
});

test('an idle connection is ended after a while, and one that asks again is kept', { timeout: 30_000 }, async () => {
  const livez = 'GET /livez HTTP/1.1\r\nHost: x\r\n\r\n';
  const [idle, busy] = await Promise.all([ask(hasty, livez), ask(api, livez)]);
  idle.resume();
  busy.resume();
  await once(idle, 'end');
  assert.equal(busy.destroyed, false);
  busy.write(livez);
  await once(busy, 'data');
  for (const socket of [idle, busy]) socket.destroy();
});
