import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freePort } from '../support/free-port.ts';
import { noProxy, startProxy } from '../support/haproxy.ts';
import { someListing } from '../support/listings.ts';
import { startServe, stopServe } from '../support/run-cli.ts';
import { callAt, type TestApi } from '../support/test-api.ts';
import { createTestDatabase } from '../support/test-database.ts';

const clients = 6;

/** Writes and reads until it is told to stop, one request after the other; what is not answered as it should be is noted. */
async function useUntil(stopped: () => boolean, call: TestApi['call'], failures: string[]): Promise<number[]> {
  const made: number[] = [];
  while (!stopped()) {
    const answer = await call('POST', '/listings', someListing()).catch((error: unknown) => String(error));
    if (typeof answer === 'string' || answer.status !== 201) {
      failures.push(typeof answer === 'string' ? answer : `POST: ${answer.status} ${answer.text}`);
      continue;
    }
    made.push(answer.body.id);
    const read = await call('GET', `/listings/${answer.body.id}`).catch((error: unknown) => String(error));
    if (typeof read === 'string' || read.status !== 200) {
      failures.push(typeof read === 'string' ? read : `GET: ${read.status} ${read.text}`);
    }
  }
  return made;
}

test('H9: two services that restart one after the other behind a proxy lose no request', {
  skip: noProxy,
  timeout: 110_000,
}, async () => {
  const database = await createTestDatabase();
  const ports = [await freePort(), await freePort()];
  const settings = { DATABASE_URL: database.url, LOG_LEVEL: 'silent', SHUTDOWN_DELAY: '2' };
  const start = async (port: number) => await startServe({ ...settings, PORT: String(port) });
  const serving = await Promise.all(ports.map(start));
  const proxy = await startProxy(ports);
  try {
    const failures: string[] = [];
    let isOver = false;
    const using = Array.from({ length: clients }, () => useUntil(() => isOver, callAt(proxy.base), failures));
    for (const [n, port] of ports.entries()) {
      await proxy.hasAll();
      const running = serving[n];
      assert.ok(running);
      assert.equal((await stopServe(running)).status, 0);
      serving[n] = await start(port);
    }
    await proxy.hasAll();
    isOver = true;
    const made = (await Promise.all(using)).flat();
    assert.deepEqual(failures.slice(0, 3), []);
    assert.ok(made.length > 100, String(made.length));
    const [row] = await database.sql<{ count: number }>('SELECT count(*) AS count FROM listing');
    assert.equal(row?.count, made.length);
  } finally {
    await proxy.stop();
    await Promise.all(serving.map(stopServe));
    await database.drop();
  }
});
