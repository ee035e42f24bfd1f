import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RateLimit } from '../../src/access/rate-limit.ts';
import { builtPageFolder, readBuiltPage } from '../../src/page/built-page.ts';
import { someListing } from '../support/listings.ts';
import { operationsOf } from '../support/operations.ts';
import { assertProblem } from '../support/problem.ts';
import { sendRaw } from '../support/raw-http.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({
    ...{ page: await readBuiltPage(builtPageFolder), trustedProxies: 1, limits: { requestTimeout: 800 } },
    guard: { anonymous: 'reader', opensWithoutKeys: true },
  });
  assert.equal((await api.call('POST', '/listings', someListing())).status, 201);
});
after(async () => await api.stop());

const ofData = {
  'content-security-policy': "default-src 'none';frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** What every answer says, and does not say. */
function assertProtected({ headers }: Answer, said: Record<string, string>, what: string): void {
  for (const [name, value] of Object.entries(said)) assert.equal(headers.get(name), value, `${what}: ${name}`);
  for (const name of ['server', 'x-powered-by', 'strict-transport-security'])
    assert.equal(headers.get(name), null, `${what}: ${name}`);
}

test('every operation says what a browser may do with its answer, whatever the answer is', async () => {
  const statuses = new Set<number>();
  for (const { id, method, path } of await operationsOf(api)) {
    const isPicture = /\.svg$/.test(path);
    for (const [body, headers] of [
      [undefined, {}],
      [{}, {}],
      ['{"broken', {}],
      [undefined, { authorization: 'Bearer x' }],
      [undefined, { origin: 'https://elsewhere.example' }],
    ] as const) {
      if (method === 'GET' && body !== undefined) continue;
      const answer = await api.call(method, path, body, headers);
      statuses.add(answer.status);
      if (!isPicture || answer.status !== 200) assertProtected(answer, ofData, `${id} ${answer.status}`);
    }
  }
  for (const status of [200, 204, 400, 401, 403, 404, 415, 422, 501]) assert.ok(statuses.has(status), `${status}`);
});

test('so do answers of no operation', async () => {
  const created = await api.call('POST', '/listings', someListing());
  const { headers } = await api.call('GET', '/listings');
  const answers = {
    created,
    known: await api.call('HEAD', '/listings', undefined, { 'if-none-match': headers.get('etag') ?? '' }),
    compressed: await api.call('GET', '/openapi.json', undefined, { 'accept-encoding': 'gzip' }),
    'another method': await api.call('PUT', '/listings', {}),
    options: await api.call('OPTIONS', '/listings'),
    nothing: await api.call('GET', '/nothing/there'),
    'a path that cannot be read': await api.call('GET', '/listings/%ff'),
    'a path that is too long': await api.call('GET', `/listings/${'1'.repeat(300)}`),
    'a query that cannot be read': await api.call('GET', '/listings?city=%ff'),
    'too large': await api.call('POST', '/listings', ' '.repeat(1_100_000)),
  };
  const statuses = Object.entries(answers).map(([what, answer]) => {
    assertProtected(answer, ofData, what);
    return answer.status;
  });
  assert.deepEqual(statuses, [201, 304, 200, 405, 204, 404, 400, 404, 422, 413]);
});

test('so does what is answered before there is a request', { timeout: 10_000 }, async () => {
  const answers = {
    malformed: await sendRaw(api.base, 'BUY / HTTP/1.1\r\n\r\n'),
    'header-too-large': await sendRaw(api.base, `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: x\r\n\r\n`),
    'request-timeout': await sendRaw(api.base, 'GET /livez HTTP/1.1\r\nHost: x\r\n'),
  } as const;
  for (const [name, answer] of Object.entries(answers)) {
    assertProblem(answer, name as keyof typeof answers);
    assertProtected(answer, ofData, name);
  }
});

class FailingLimit extends RateLimit {
  override async count(): Promise<never> {
    throw new Error('password=hunter2 of 10.1.2.3');
  }
}

test('so does what fails, and tells nothing of why', async () => {
  const failing = await startTestApi({ rateLimit: new FailingLimit({ requests: 1, seconds: 1 }) });
  try {
    for (const { id, method, path } of await operationsOf(failing)) {
      const answer = await failing.call(method, path);
      assertProtected(answer, ofData, `${id} ${answer.status}`);
      assert.doesNotMatch(answer.text, /hunter2|10\.1\.2\.3|Error:|\bat /, id);
    }
    assert.equal((await failing.call('GET', '/listings')).status, 500);
  } finally {
    await failing.stop();
  }
});

test('pictures may stand in pages of others, and run nothing there', async () => {
  const { body } = await api.call('POST', '/listings', someListing());
  for (const name of ['chart.svg', 'chart.png', 'badge.svg']) {
    const answer = await api.call('GET', `/listings/${body.id}/${name}`);
    const said = {
      ...ofData,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cross-origin-resource-policy': 'cross-origin',
    };
    assert.equal(answer.status, 200);
    assertProtected(answer, said, name);
  }
});

const documents = {
  ...{
    '/': /script-src 'self'/,
    '/drops': /script-src 'self'/,
    '/1/prices': /script-src 'self'/,
    '/nowhere': /'self'/,
  },
  ...{ '/docs': /script-src 'self'/, '/problems': /style-src 'sha256-/, '/problems/stale': /style-src 'sha256-/ },
};

test('documents load what this service sends, run no script that stands in them, and are in no frame', async () => {
  for (const [path, expected] of Object.entries(documents)) {
    const answer = await api.call('GET', path, undefined, { accept: 'text/html' });
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, expected, path);
    assert.match(policy, /^default-src 'none';/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /script-src[^;]*(unsafe|data:|https?:|\*)/, path);
    const said = {
      ...{ 'x-frame-options': 'DENY', 'cross-origin-opener-policy': 'same-origin', 'referrer-policy': 'same-origin' },
      ...{ 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff' },
    };
    assertProtected(answer, said, path);
  }
});

test('files of documents are protected too', async () => {
  const { text } = await api.call('GET', '/', undefined, { accept: 'text/html' });
  const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(text) ?? [];
  for (const path of [script, '/theme.js', '/favicon.svg', '/docs/static/swagger-ui.css', '/docs/json']) {
    const answer = await api.call('GET', path);
    assert.equal(answer.status, 200, path);
    assertProtected(
      answer,
      { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' },
      path,
    );
  }
});

test('only where a trusted proxy says that it came encrypted is it to come so from then on', async () => {
  const strict = async ({ call }: TestApi, path: string, proto: string) =>
    (await call('GET', path, undefined, { 'x-forwarded-proto': proto })).headers.get('strict-transport-security');
  for (const path of ['/listings', '/docs', '/', '/nothing', '/listings/1/chart.svg']) {
    assert.equal(await strict(api, path, 'https'), 'max-age=31536000', path);
    assert.equal(await strict(api, path, 'http'), null, path);
  }
  const direct = await startTestApi();
  try {
    assert.equal(await strict(direct, '/listings', 'https'), null);
  } finally {
    await direct.stop();
  }
});
