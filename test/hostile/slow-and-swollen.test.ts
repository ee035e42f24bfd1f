import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { bombs } from '../support/hostile/bombs.ts';
import { HostileWorld } from '../support/hostile/hostile-world.ts';
import { assertProblem } from '../support/problem.ts';
import { openSocket, readAnswers } from '../support/raw-http.ts';
import { callAt } from '../support/test-api.ts';
import { thorough } from '../support/thorough.ts';
import { until } from '../support/until.ts';

const megabytes = thorough ? 16 : 8;
/** Of a process that compiles what it meets for the first time, and far below what the bodies unfold to. */
const mostGrownBytes = 400 * 1_048_576;

let world: HostileWorld;
before(async () => {
  world = await HostileWorld.start();
});
after(async () => await world?.end());

for (const type of ['application/x-ndjson', 'text/csv']) {
  test(`gzips that unfold to ${megabytes} MiB, and broken ones, are done with as ${type}`, async (t) => {
    const before = process.memoryUsage.rss();
    let most = 0;
    for (const [what, body] of Object.entries(bombs(megabytes * 1_048_576))) {
      await importOf(type, body, { what, watch: () => (most = Math.max(most, process.memoryUsage.rss() - before)) });
    }
    t.diagnostic(JSON.stringify({ grownMb: Math.round(most / 1e6), ...world.measured() }));
    assert.ok(most < mostGrownBytes, `it took ${most} bytes`);
  });
}

/** Sends a body and waits until a worker has read it, or given up. */
async function importOf(type: string, body: Buffer, { what, watch }: { what: string; watch: () => void }) {
  const call = callAt(world.api.base);
  const headers = { authorization: `Bearer ${world.known.key}` };
  const coded = { ...headers, 'content-type': type, 'content-encoding': 'gzip' };
  const { status, body: taken, text } = await call('POST', '/imports', new Uint8Array(body), coded);
  assert.equal(status, 202, `${what}: ${text}`);
  const isDone = async () => {
    watch();
    const found = await call('GET', `/imports/${taken.id}`, undefined, headers);
    return ['done', 'failed'].includes(found.body.status);
  };
  await until(`a gzip ${what} is done with`, isDone, 300);
}

test('a hundred connections on which a byte comes now and then are ended by their time limits', async () => {
  const slow = async (_: unknown, n: number) => {
    const socket = await openSocket(world.api.base);
    const text = `POST /listings HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\nX: ${'x'.repeat(n * 3)}\r\n\r\n${' '.repeat(900)}`;
    const trickle = (async () => {
      for (const byte of text) if (socket.writable && socket.write(byte)) await sleep(100, undefined, { ref: false });
    })();
    const [answer] = await readAnswers(socket);
    socket.destroy();
    await trickle;
    assert.ok(answer);
    // The header of some is whole in time: nobody who names no key may write.
    assertProblem(answer, answer.status === 408 ? 'request-timeout' : 'unauthenticated');
  };
  await Promise.all(Array.from({ length: 100 }, slow));
});

test('connections that ask and do not read get what they asked for once they do', async () => {
  const count = 40;
  const request = 'GET /listings?limit=300 HTTP/1.1\r\nHost: x\r\n';
  const ask = async () => {
    const socket = await openSocket(world.api.base);
    socket.pause();
    socket.write(`${`${request}\r\n`.repeat(count - 1)}${request}Connection: close\r\n\r\n`);
    await sleep(1_000);
    const answers = await readAnswers(socket);
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(answers.length, count);
  };
  await Promise.all(Array.from({ length: 3 }, ask));
});
