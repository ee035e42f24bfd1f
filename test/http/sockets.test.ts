import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { openSocket, readAnswers, sendRaw } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({ limits: { headersTimeout: 500, requestTimeout: 800 } });
});
after(async () => await api.stop());

const broken: Record<string, string> = {
  'that is no HTTP': '\x00\x01\x02 garbage\r\n\r\n',
  'that is TLS': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'that is HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'of a method that nobody knows': 'BUY /listings HTTP/1.1\r\nHost: x\r\n\r\n',
  'for a path without a slash': 'GET listings HTTP/1.1\r\nHost: x\r\n\r\n',
  'for a path with a raw NUL': 'GET /listings/\0 HTTP/1.1\r\nHost: x\r\n\r\n',
  'for a path with raw bytes': 'GET /listings/é HTTP/1.1\r\nHost: x\r\n\r\n',
  'with a space in the name of a field': 'GET /livez HTTP/1.1\r\nHost: x\r\nX y: z\r\n\r\n',
  'with a length that is no number': 'POST /listings HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}',
  'with two lengths':
    'POST /listings HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  'with a chunk of no length':
    'POST /listings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  'without a Host': 'GET /livez HTTP/1.1\r\n\r\n',
  'with two Hosts': 'GET /livez HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n',
  'with the same Host twice': 'GET /livez HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n',
  'with a Host that is a list': 'GET /livez HTTP/1.1\r\nHost: x, y\r\n\r\n',
  'with a Host that has a path': 'GET /livez HTTP/1.1\r\nHost: x/y\r\n\r\n',
  'with a Host that has a user': 'GET /livez HTTP/1.1\r\nHost: x@y\r\n\r\n',
  'with two Hosts, for nothing that is there': 'GET /nothing HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
  'for an address with a user': 'GET http://x@y/livez HTTP/1.1\r\nHost: x\r\n\r\n',
  'for an address of another scheme': 'GET ftp://x/livez HTTP/1.1\r\nHost: x\r\n\r\n',
  'for a path with a fragment': 'GET /livez#x HTTP/1.1\r\nHost: x\r\n\r\n',
  'to read everything': 'GET * HTTP/1.1\r\nHost: x\r\n\r\n',
  'of HTTP/0.9': 'GET /livez\r\n\r\n',
  'of HTTP/2 in the form of HTTP/1': 'GET /livez HTTP/2.0\r\nHost: x\r\n\r\n',
  'of HTTP/1.0 in chunks':
    'POST /listings HTTP/1.0\r\nContent-Type: application/json\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  'compressed on the way':
    'POST /imports HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
};
for (const [what, bytes] of Object.entries(broken)) {
  test(`a request ${what} cannot be read: 400`, async () => {
    const answer = await sendRaw(api.base, Buffer.from(bytes));
    assertProblem(answer, 'malformed');
    assert.ok(Date.parse(answer.headers.get('date') ?? '') > 0, 'RFC 9110, 6.6.1');
  });
}

test('an accent in an address is answered with how it is written there', async () => {
  const answer = await sendRaw(api.base, 'GET /listings?city=Saint-Étienne HTTP/1.1\r\nHost: x\r\n\r\n');
  assertProblem(answer, 'malformed');
  assert.match(answer.body.detail, /percent-encode/);
});

test('a header of more than 16 KiB is too large: 431', async () => {
  const filler = 'x'.repeat(17_000);
  const head = 'HTTP/1.1\r\nHost: x\r\n';
  assertProblem(await sendRaw(api.base, `GET /livez ${head}X: ${filler}\r\n\r\n`), 'header-too-large');
  assertProblem(await sendRaw(api.base, `GET /livez ${head}${'a:b\r\n'.repeat(4000)}\r\n`), 'header-too-large');
  assertProblem(await sendRaw(api.base, `GET /${filler} ${head}\r\n`), 'header-too-large');
});

test('a request may be for the whole address, of any host, as one to a proxy is', async () => {
  for (const address of ['http://x/livez', 'HTTPS://[::1]:443/livez', 'http://y:80/livez?']) {
    const answer = await sendRaw(api.base, `GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    assert.equal(answer.status, 200, address);
  }
});

for (const host of ['', 'x', 'x:3000', 'listings.example.', '127.0.0.1', '[::1]:3000', 'a_b', '%C3%A9']) {
  test(`a Host may be ${host || 'empty'}`, async () => {
    const answer = await sendRaw(api.base, `GET /livez HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    assert.equal(answer.status, 200);
  });
}

test('HTTP/1.0 needs no Host', async () => {
  assert.equal((await sendRaw(api.base, 'GET /livez HTTP/1.0\r\n\r\n')).status, 200);
});

test('an expectation that is not understood is ignored', async () => {
  const answer = await sendRaw(
    api.base,
    'GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: cake\r\n\r\n',
  );
  assertProblem(answer, 'not-found');
});

test('a request that was cut off leaves the service as it was', async () => {
  const socket = await openSocket(api.base);
  socket.end('POST /listings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{');
  const [answer] = await readAnswers(socket);
  assert.equal(answer?.status, 400);
  assert.deepEqual((await api.call('GET', '/listings')).body, []);
});

/** Answers of this take some ms. */
const read = 'GET /listings?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n';
for (const [what, bytes, status] of [
  ['no HTTP', '\0\r\n\r\n', 400],
  ['too large', `GET /livez HTTP/1.1\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
  ['a broken body', `${broken['with a chunk of no length']}`, 400],
  ['too slow', 'GET /liv', 408],
] as const) {
  test(`what comes before a request that is ${what} is answered before it`, async () => {
    const socket = await openSocket(api.base);
    socket.write(read + read + bytes);
    const statuses = (await readAnswers(socket)).map((answer) => answer.status);
    assert.deepEqual(statuses, [200, 200, status]);
  });
}

test('a request that is refused before its body is read is answered once, however broken that is', async () => {
  const socket = await openSocket(api.base);
  const head = 'POST /listings HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n';
  socket.write(`${head}GET /livez HTTP/1.1\r\nHost: x\r\n\r\n`);
  const answers = await readAnswers(socket);
  assert.equal(answers.length, 1);
  for (const answer of answers) assertProblem(answer, 'malformed');
});

test('a request to speak another protocol is answered, and what comes behind it is to come on another connection', async () => {
  const socket = await openSocket(api.base);
  socket.write('GET /livez HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n');
  socket.write(read);
  const answers = await readAnswers(socket);
  assert.deepEqual(
    answers.map(({ status, headers }) => [status, headers.get('connection')]),
    [[200, 'close']],
  );
});

test('a stream goes on whatever its reader sends', async () => {
  const socket = await openSocket(api.base);
  socket.write('GET /changes HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n');
  const [begin] = await once(socket, 'data');
  assert.match(String(begin), /^HTTP\/1\.1 200 /);
  socket.write('\0\0\0\r\n\r\n');
  const { body } = await api.call('POST', '/listings', someListing());
  const told: string[] = [];
  socket.on('data', (chunk) => told.push(String(chunk)));
  await until('the change is told', async () => told.join('').includes('"created"'));
  assert.doesNotMatch(told.join(''), /HTTP\/1\.1 400/);
  socket.destroy();
  assert.equal((await api.call('DELETE', `/listings/${body.id}`)).status, 204);
});

const slow: Record<string, string> = {
  'that never begins': '',
  'whose first line does not end': 'GET /liv',
  'whose header does not end': 'GET /livez HTTP/1.1\r\nHost: x\r\n',
  'whose body does not end':
    'POST /listings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  'whose chunks do not end':
    'PUT /listings/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n',
};
test('requests that come in too slowly are told so within the time limit: 408', { timeout: 5_000 }, async () => {
  const answers = Object.entries(slow).map(async ([what, bytes]) => ({ what, answer: await sendRaw(api.base, bytes) }));
  for (const { what, answer } of await Promise.all(answers)) {
    assert.equal(answer.status, 408, what);
    assertProblem(answer, 'request-timeout');
  }
});
