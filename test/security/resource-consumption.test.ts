import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { createGzip, gzipSync } from 'node:zlib';
import accepts from '@fastify/accepts';
import fastify from 'fastify';
import { RateLimit } from '../../src/access/rate-limit.ts';
import { changesRoutes } from '../../src/changes/changes.routes.ts';
import { FeedTail } from '../../src/changes/live/feed-tail.ts';
import { runImport } from '../../src/exchange/jobs/run-import.ts';
import { handleErrors } from '../../src/http/error-handler.ts';
import { RefusalLog } from '../../src/http/refusal-log.ts';
import { compileValidator } from '../../src/http/validation.ts';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { openSocket } from '../support/raw-http.ts';
import { type AttackedApi, startAttackedApi } from '../support/security/attacked-api.ts';
import { fieldsThatAreRead, longTexts } from '../support/security/attacks.ts';
import { startTestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

// Items 4 and 6 of the OWASP API Security Top 10 of 2023; test/http has the limits of time, of bodies and of headers.

let api: AttackedApi;
before(async () => {
  api = await startAttackedApi();
});
after(async () => await api.stop());

test('API4:2023 what is asked for at once has a limit, which no parameter lifts', async () => {
  for (const where of [
    '/listings',
    '/places',
    `${api.listing}/prices`,
    `${api.listing}/corrections`,
    '/changes',
    '/webhooks',
  ]) {
    for (const limit of ['0', '-1', '10001', '1000000000', '1e9', 'Infinity', 'NaN', '9'.repeat(400)]) {
      const prefix = where === '/places' ? 'prefix=a&' : '';
      const answer = await api.call('GET', `${where}?${prefix}limit=${limit}`, undefined, api.as.admin);
      assertProblem(answer, 'invalid', { parameters: ['limit'] });
    }
  }
});

test('API4:2023 no text keeps the service busy, in whatever field or parameter', async () => {
  const { paths } = (await api.call('GET', '/openapi.json')).body;
  const parameters = Object.entries<{ get?: { parameters?: { name: string; in: string }[] } }>(paths).flatMap(
    ([where, { get }]) =>
      (get?.parameters ?? [])
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => `${where.replaceAll(/\{\w+\}/g, '1')}?${name}=`),
  );
  const busy = monitorEventLoopDelay({ resolution: 20 });
  busy.enable();
  for (const text of longTexts) {
    busy.reset();
    const inQuery = encodeURIComponent(text.slice(0, 4_000));
    const answers = await Promise.all([
      ...fieldsThatAreRead.map((field) => api.call('GET', '/listings?limit=1', undefined, { [field]: text })),
      ...parameters.map((start) => api.call('GET', start + inQuery, undefined, api.as.admin)),
    ]);
    for (const { status } of answers) assert.notEqual(status, 500, text.slice(0, 9));
    assert.ok(busy.max < 4e9, `${text.slice(0, 9)}: ${busy.max} ns`); // what the tests beside it take is less
  }
  busy.disable();
});

/** A gzip of so many zeros, made without having them. */
async function zeros(mebibytes: number): Promise<Buffer> {
  const one = Buffer.alloc(1_048_576);
  return await buffer(Readable.from(Array.from({ length: mebibytes }, () => one)).compose(createGzip()));
}

test('API4:2023 a body that unzips to a thousand times its size is read in little memory, and unzipped once', async () => {
  const bomb = await zeros(256);
  const headers = { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip', ...api.as.writer };
  const bodies = [bomb, gzipSync(bomb)];
  assert.ok(bodies.every(({ length }) => length < 300_000));
  const imports = await Promise.all(bodies.map((body) => api.call('POST', '/imports', new Uint8Array(body), headers)));
  const before = process.memoryUsage().rss;
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 10);
  for (const { body } of imports) await runImport(api.db, body.id, new AbortController().signal);
  clearInterval(watching);
  assert.ok(most - before < 150_000_000, `${most - before} bytes more`);
  for (const { body } of imports) {
    const { lines, lines_refused } = (await api.call('GET', `/imports/${body.id}`, undefined, api.as.writer)).body;
    assert.ok(lines > 0 && lines === lines_refused, `${lines} lines`);
  }
});

test('API4:2023 so many imports come in at once, and no more', async () => {
  const head = `POST /imports HTTP/1.1\r\nHost: x\r\nAuthorization: ${api.as.writer.authorization}\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const slow = await Promise.all(Array.from({ length: 8 }, () => openSocket(api.base)));
  try {
    for (const socket of slow) socket.on('error', () => {}).write(`${head}1\r\n`);
    const receiving = `SELECT FROM import_job WHERE status = 'receiving'`;
    await until('they are coming in', async () => (await api.sql(receiving)).length === 8);
    const headers = { 'content-type': 'text/csv', ...api.as.writer };
    assertProblem(await api.call('POST', '/imports', 'x', headers), 'overloaded');
    assert.equal((await api.call('GET', api.listing)).status, 200);
  } finally {
    for (const socket of slow) socket.destroy();
  }
});

test('API4:2023 so many follow the changes, and no more', async () => {
  const tail = new FeedTail(api.db.reads);
  const app = fastify();
  app.setValidatorCompiler(compileValidator);
  handleErrors(app, { failures: 0, inputBugs: 0, overloaded: 0 }, new RefusalLog());
  await app.register(accepts);
  await app.register(changesRoutes, { db: api.db, tail, silenceMs: 60_000, allowedMs: 60_000 });
  for (let n = 0; n < 5_000; n += 1) tail.join();
  try {
    const { statusCode, body } = await app.inject({ url: '/changes', headers: { accept: 'text/event-stream' } });
    assert.deepEqual([statusCode, JSON.parse(body).type], [503, '/problems/overloaded']);
  } finally {
    tail.close();
    await app.close();
  }
});

test('API6:2023 who does one thing again and again is stopped, whatever it is and by whatever address', async () => {
  const rateLimit = new RateLimit({ requests: 3, seconds: 600 });
  const limited = await startTestApi({ rateLimit });
  try {
    const flows: [string, string, unknown?][] = [
      ['POST', '/listings', someListing()],
      ['GET', '/exports/listings'],
      ['GET', '/changes'],
      ['HEAD', '/listings'],
      ['POST', '/imports', '{}'],
      ['GET', '/listings/1'],
    ];
    const statuses: number[] = [];
    for (const [n, [method, where, body]] of flows.entries())
      statuses.push((await limited.call(method, where, body, { 'x-forwarded-for': `192.0.2.${n}` })).status);
    assert.deepEqual(statuses, [201, 200, 200, 429, 429, 429]);
    assert.equal((await limited.sql('SELECT FROM listing')).length, 1);
  } finally {
    await limited.stop();
  }
});
