import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const friend = 'https://www.example.org';
let api: TestApi;
/** With one origin that may. */
let sharing: TestApi;
before(async () => {
  api = await startTestApi({ guard: { anonymous: 'reader', opensWithoutKeys: true } });
  sharing = await startTestApi({ corsOrigins: [friend] });
});
after(async () => {
  await Promise.all([api.stop(), sharing.stop()]);
});

test('a page of another origin cannot write, whatever it calls its body', async () => {
  for (const origin of [
    'https://evil.example',
    'null',
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'x',
    `${friend}.evil.example`,
  ]) {
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const headers = { origin, 'content-type': type };
      for (const { call } of [api, sharing])
        assertProblem(await call('POST', '/listings', JSON.stringify(someListing()), headers), 'forbidden');
    }
    assertProblem(await api.call('DELETE', '/listings/1', undefined, { origin }), 'forbidden');
  }
});

test('a page of the service itself can, also behind a proxy that ends TLS', async () => {
  for (const origin of [api.base, api.base.replace('http:', 'https:')]) {
    assert.equal((await api.call('POST', '/listings', someListing(), { origin })).status, 201);
  }
});

test('without a list no page of another origin may read either, and nothing is said of CORS', async () => {
  const answer = await api.call('GET', '/listings', undefined, { origin: friend });
  assert.deepEqual(
    [...answer.headers.keys()].filter((name) => name.startsWith('access-control-')),
    [],
  );
  const preflight = await api.call('OPTIONS', '/listings', undefined, {
    origin: friend,
    'access-control-request-method': 'POST',
  });
  assert.equal(preflight.headers.get('access-control-allow-origin'), null);
});

test('an origin of the list reads and writes, after it has asked', async () => {
  const asked = {
    origin: friend,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'if-match',
  };
  const preflight = await sharing.call('OPTIONS', '/listings/1', undefined, asked);
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), friend);
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PUT/);
  assert.equal(preflight.headers.get('access-control-allow-headers'), 'if-match');
  assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
  const made = await sharing.call('POST', '/listings', someListing(), { origin: friend });
  assert.equal(made.status, 201);
  assert.equal(made.headers.get('access-control-allow-origin'), friend);
  const read = await sharing.call('GET', '/listings?limit=1', undefined, { origin: friend });
  assert.match(read.headers.get('access-control-expose-headers') ?? '', /ETag.*Total-Count/);
  assert.match(read.headers.get('vary') ?? '', /Origin/i);
});

test('an origin of the list also reads that there is nothing, or that its query cannot be read; no other one does', async () => {
  const asked = [
    ['GET', '/nothing', 'not-found'],
    ['POST', '/nothing', 'not-found'],
    ['GET', '/listings?q=%', 'invalid'],
  ] as const;
  for (const [method, path, name] of asked) {
    const answer = await sharing.call(method, path, undefined, { origin: friend });
    assertProblem(answer, name, name === 'invalid' ? { parameters: ['q'] } : {});
    assert.equal(answer.headers.get('access-control-allow-origin'), friend, path);
    assert.match(answer.headers.get('access-control-expose-headers') ?? '', /X-Request-Id/);
    assert.match(answer.headers.get('vary') ?? '', /Origin/i);
    const { headers } = await sharing.call(method, path, undefined, { origin: 'https://evil.example' });
    assert.equal(headers.get('access-control-allow-origin'), null);
  }
});

test('what is no preflight is answered as ever', async () => {
  const options = await sharing.call('OPTIONS', '/listings');
  assert.deepEqual([options.status, options.headers.get('allow')], [204, 'GET, HEAD, POST, OPTIONS']);
  assertProblem(await sharing.call('OPTIONS', '/nothing'), 'not-found');
  assertProblem(await sharing.call('GET', '/nothing', undefined, { origin: friend }), 'not-found');
});

test('without a key a name that leads to this machine is not answered, whoever owns it', async () => {
  const get = async (host: string) =>
    await sendRaw(api.base, `GET /listings HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  for (const host of [
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.7',
  ])
    assertProblem(await get(host), 'forbidden');
  for (const host of ['localhost', 'localhost:3000', '127.0.0.1:3000', '[::1]:3000', 'LOCALHOST'])
    assert.equal((await get(host)).status, 200, host);
  const whole = await sendRaw(
    api.base,
    'GET http://evil.example/listings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
  );
  assertProblem(whole, 'forbidden');
});

const marksOfProxies = [
  ...['X-Forwarded-For', 'Forwarded', 'Via', 'X-Real-IP', 'X-Forwarded-Port', 'X-Client-IP', 'True-Client-IP'],
  ...['X-Original-Forwarded-For', 'X-Original-Host', 'X-Cluster-Client-IP', 'CF-Connecting-IP', 'CF-Connecting-IPv6'],
  ...['Fastly-Client-IP', 'Fly-Client-IP', 'Fly-Forwarded-Port', 'X-Vercel-Forwarded-For', 'DO-Connecting-IP'],
  ...['X-Azure-ClientIP', 'X-Azure-SocketIP', 'X-Appengine-User-IP', 'X-NF-Client-Connection-IP', 'WL-Proxy-Client-IP'],
  ...['CloudFront-Viewer-Address', 'X-Envoy-External-Address', 'X-Amzn-Trace-Id', 'X-Amz-Cf-Id', 'CDN-Loop'],
  ...['Tailscale-User-Login', 'X-Remote-Addr', 'X-Original-URL'],
];

test('without a key nobody is answered whom a proxy of this machine brings, where it says so', async () => {
  for (const mark of marksOfProxies) {
    const head = `Host: localhost\r\n${mark}: 203.0.113.5\r\nConnection: close\r\n\r\n`;
    const refused = await sendRaw(api.base, `DELETE /listings/1 HTTP/1.1\r\n${head}`);
    assert.equal(refused.status, 403, mark);
    assertProblem(refused, 'forbidden');
    assert.equal((await sendRaw(sharing.base, `GET /listings HTTP/1.1\r\n${head}`)).status, 200, mark);
  }
});

/** Of browsers, of command lines, of libraries, and of what follows a request through several services. */
const fieldsOfClients = [
  ...['Accept', 'Accept-Language', 'Cache-Control', 'Pragma', 'Cookie', 'DNT', 'Priority', 'Referer', 'User-Agent'],
  ...['Sec-CH-UA', 'Sec-CH-UA-Platform', 'Sec-Fetch-Mode', 'Sec-Fetch-User', 'Sec-GPC', 'Upgrade-Insecure-Requests'],
  ...['X-Requested-With', 'X-Client-Version', 'X-Client-Data', 'X-User-Agent', 'X-User-Id', 'X-Goog-Api-Client'],
  ...['Client-Id', 'X-Api-Key', 'X-Stainless-OS', 'X-Amz-Date', 'X-Amz-User-Agent', 'Amz-SDK-Invocation-Id', 'From'],
  ...['Traceparent', 'Tracestate', 'Baggage', 'B3', 'X-B3-TraceId', 'X-B3-Sampled', 'Uber-Trace-Id', 'Sentry-Trace'],
  ...['X-Request-Id', 'X-Correlation-Id', 'Request-Id', 'X-Cloud-Trace-Context', 'X-Datadog-Trace-Id', 'Newrelic'],
  ...['X-Client-Trace-Id', 'X-Ms-Client-Request-Id', 'X-Socket-Id', 'Proxy-Connection', 'Idempotency-Key'],
];

test('what clients of this machine say of themselves is not taken for a mark of a proxy', async () => {
  const said = fieldsOfClients.map((name) => `${name}: 1`).join('\r\n');
  const { status, text } = await sendRaw(
    api.base,
    `GET /listings HTTP/1.1\r\nHost: localhost\r\n${said}\r\nConnection: close\r\n\r\n`,
  );
  assert.equal(status, 200, text);
});
