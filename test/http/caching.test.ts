import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { readRaw } from '../support/read-raw.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
let then: string;
before(async () => {
  api = await startTestApi();
  for (let n = 0; n < 3; n += 1) await api.call('POST', '/listings', someListing());
  await api.call('PATCH', '/listings/1', { latest_price_eur: 5 });
  await untilCaughtUp(api);
  then = new Date().toISOString();
});
after(async () => await api.stop());

const tagForm = /^"[\w-]{22}"$/;
const reads = [
  ...[
    '/listings',
    '/listings?limit=2',
    '/listings?as_of=then',
    '/listings?known_at=then',
    '/listings?after=WyJpZCIsM10',
  ],
  ...['/listings/1', '/listings/1?as_of=then', '/listings/1?known_at=then', '/changes', '/changes?limit=1'],
  ...['/listings/1/prices', '/listings/1/prices?detail=full', '/listings/1/prices?known_at=then'],
  ...['/openapi.json', '/problems', '/problems/stale', '/docs', '/docs/json', '/docs/yaml'],
  ...['/docs/static/swagger-initializer.js', '/docs/static/swagger-ui.css'],
];
const read = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  readRaw(`${api.base}${path.replace('then', then)}`, headers, method);

for (const path of reads) {
  test(`GET ${path} has an ETag, and is answered 304 with the same fields to those who send it`, async () => {
    const whole = await read(path);
    const { etag = '', 'cache-control': cacheControl, vary } = whole.headers;
    assert.deepEqual([whole.status, etag === '', whole.bytes.length > 1], [200, false, true]);
    for (const ifNoneMatch of [etag, `"other", W/${etag.replace('W/', '')}`, '*']) {
      const known = await read(path, { 'if-none-match': ifNoneMatch });
      assert.deepEqual([known.status, known.bytes.length, known.headers.etag], [304, 0, etag]);
      assert.deepEqual([known.headers['cache-control'], known.headers.vary], [cacheControl, vary]);
      assert.deepEqual([known.headers['content-length'], known.headers['content-type']], [undefined, undefined]);
    }
    const other = await read(path, { 'if-none-match': '"other"' });
    assert.deepEqual([other.status, other.headers.etag, other.bytes.equals(whole.bytes)], [200, etag, true]);
  });

  test(`HEAD ${path} says what GET does, and is answered 304 as well`, async () => {
    for (const coding of [{}, { 'accept-encoding': 'gzip' }]) {
      const headers = { 'x-request-id': 'same', ...coding };
      const [get, head] = [await read(path, headers), await read(path, headers, 'HEAD')];
      const known = { ...headers, 'if-none-match': get.headers.etag ?? '' };
      for (const each of [get, head]) for (const name of ['date', 'transfer-encoding']) delete each.headers[name];
      assert.deepEqual([head.status, head.headers, head.bytes.length], [200, get.headers, 0]);
      const [knownGet, knownHead] = [await read(path, known), await read(path, known, 'HEAD')];
      for (const each of [knownGet, knownHead]) delete each.headers.date;
      assert.deepEqual([knownHead.status, knownHead.headers], [304, knownGet.headers]);
    }
  });
}

test('collections, and what is final, have a strong tag of what they say', async () => {
  const paths = [
    '/listings',
    '/changes',
    '/listings/1?known_at=then',
    '/listings/1/prices?known_at=then',
    '/openapi.json',
  ];
  const tags = await Promise.all(paths.map(async (path) => (await read(path)).headers.etag ?? ''));
  for (const tag of tags) assert.match(tag, tagForm);
  assert.equal(new Set(tags).size, paths.length);
});

test('a page has another tag once a page follows it, though its body is the same', async () => {
  const { body } = await api.call('POST', '/listings', someListing());
  const path = `/listings?limit=${body.id}`;
  const last = await read(path);
  assert.equal(last.headers.link, undefined);
  await api.call('POST', '/listings', someListing());
  const followed = await read(path, { 'if-none-match': last.headers.etag ?? '' });
  assert.deepEqual([followed.status, followed.bytes.equals(last.bytes)], [200, true]);
  assert.match(String(followed.headers.link), /rel="next"/);
  assert.notEqual(followed.headers.etag, last.headers.etag);
});

test('an empty page of the feed has another tag where its cursor moved on', async () => {
  const tagOf = async () => (await read('/changes?kind=deleted')).headers.etag;
  await untilCaughtUp(api);
  const before = await tagOf();
  assert.equal(await tagOf(), before);
  await api.call('PATCH', '/listings/1', { latest_price_eur: 77 });
  await untilCaughtUp(api);
  assert.notEqual(await tagOf(), before);
});

const writes = [
  ['PATCH', '/listings/2', { latest_price_eur: 123 }],
  ['PUT', '/listings/2/prices/2020-01-01T00:00:00Z', { price_eur: 9 }],
  ['DELETE', '/listings/2/prices/2020-01-01T00:00:00Z'],
] as const;
for (const [method, where, body] of writes) {
  test(`after ${method} ${where} nobody is answered 304 who knows what was before`, async () => {
    const paths = ['/listings/2', '/listings/2/prices', '/listings/2/prices?detail=full', '/changes'];
    const before = await Promise.all(paths.map((path) => read(path)));
    assert.ok((await api.call(method, where, body)).status < 300);
    await untilCaughtUp(api);
    for (const [at, path] of paths.entries()) {
      const answer = await read(path, { 'if-none-match': before[at]?.headers.etag ?? '' });
      assert.equal(answer.status, 200, path);
      assert.notEqual(answer.headers.etag, before[at]?.headers.etag);
    }
  });
}

test('a page of listings is answered whole after any of them has changed, and 304 after a write that changed nothing', async () => {
  const { headers } = await read('/listings');
  const known = { 'if-none-match': headers.etag ?? '' };
  const { body } = await api.call('GET', '/listings/3');
  await api.call('PATCH', '/listings/3', { rooms_count: body.rooms_count });
  assert.equal((await read('/listings', known)).status, 304);
  await api.call('PATCH', '/listings/3', { rooms_count: body.rooms_count + 1 });
  assert.equal((await read('/listings', known)).status, 200);
});

test('what was known then keeps its tag through later writes', async () => {
  for (const path of ['/listings/1?known_at=then', '/listings/1/prices?known_at=then']) {
    const { headers } = await read(path);
    await api.call('PATCH', '/listings/1', { latest_price_eur: path.length });
    assert.equal((await read(path, { 'if-none-match': headers.etag ?? '' })).status, 304);
  }
});

for (const method of ['GET', 'HEAD']) {
  test(`${method} of health is never stored and has no tag`, async () => {
    for (const path of ['/livez', '/readyz']) {
      const { status, headers } = await read(path, { 'if-none-match': '*' }, method);
      assert.deepEqual([status, headers['cache-control'], headers.etag], [200, 'no-store', undefined]);
    }
  });
}

const failures = [
  ...[
    ['GET', '/listings/999999'],
    ['GET', '/listings/999999/prices'],
    ['GET', '/nowhere'],
    ['GET', '/docs/static/x.js'],
  ],
  ...[
    ['GET', '/listings?limit=0'],
    ['GET', '/listings?x=1'],
    ['GET', '/listings/1?as_of=x'],
    ['GET', '/%zz'],
  ],
  ...[
    ['GET', '/problems/none'],
    ['GET', '/changes?after=x'],
    ['GET', '/listings/1/prices?after=x'],
    ['PUT', '/listings'],
  ],
] as const;
for (const [method, path] of failures) {
  test(`what fails is not stored, nor known to anybody: ${method} ${path}`, async () => {
    for (const ifNoneMatch of ['*', '"1"']) {
      const { status, headers, bytes } = await read(path, { 'if-none-match': ifNoneMatch }, method);
      assert.ok(status >= 400, String(status));
      assert.deepEqual([headers['cache-control'], headers.etag], ['no-store', undefined]);
      assert.ok(bytes.length > 0);
    }
  });
}

test('a listing that is not there is not found by those who know a tag, and found once it is there', async () => {
  const { body } = await api.call('POST', '/listings', someListing());
  const path = `/listings/${body.id + 1}`;
  for (const each of [path, `${path}/prices`]) assert.equal((await read(each, { 'if-none-match': '"1"' })).status, 404);
  await api.call('POST', '/listings', someListing());
  for (const each of [path, `${path}/prices`]) assert.equal((await read(each, { 'if-none-match': '"1"' })).status, 304);
});

test('writes are answered by themselves, whatever If-None-Match says', async () => {
  const headers = { 'if-none-match': '*' };
  assert.equal((await api.call('POST', '/listings', someListing(), headers)).status, 201);
  assert.equal((await api.call('PATCH', '/listings/1', { rooms_count: 5 }, headers)).status, 200);
});

test('CACHE_CONTROL is said of what is now, with 200 and 304; what is final is immutable, what fails is not stored', async () => {
  const cacheControl = 'public, max-age=60, stale-while-revalidate=30';
  const cached = await startTestApi({ cacheControl });
  try {
    await cached.call('POST', '/listings', someListing());
    await untilCaughtUp(cached);
    const now = new Date().toISOString();
    const saidOf = async (path: string, headers = {}) =>
      (await readRaw(`${cached.base}${path}`, headers)).headers['cache-control'];
    const current = [
      '/listings',
      '/listings/1',
      `/listings/1?as_of=${now}`,
      '/listings/1/prices',
      '/places?prefix=per',
    ];
    for (const path of [...current, '/listings/1/prices?detail=full', '/openapi.json', '/problems', '/docs']) {
      assert.equal(await saidOf(path), cacheControl, path);
      assert.equal(await saidOf(path, { 'if-none-match': '*' }), cacheControl, path);
    }
    for (const path of ['/listings', '/listings/1', '/listings/1/prices'])
      assert.equal(await saidOf(`${path}?known_at=${now}`), 'max-age=86400, immutable', path);
    assert.equal(await saidOf('/changes'), 'no-cache', 'the feed is never late');
    for (const path of ['/listings/2', '/listings/2/prices', '/nowhere', '/livez', '/readyz'])
      assert.equal(await saidOf(path), 'no-store', path);
    for (const path of ['/listings/1', '/listings/1/prices']) {
      const { headers } = await cached.call('PATCH', '/listings/1', { rooms_count: path.length });
      assert.equal(headers.get('cache-control'), null);
    }
  } finally {
    await cached.stop();
  }
});

test('without CACHE_CONTROL every read of what is now is revalidated', async () => {
  for (const path of [
    '/listings',
    '/listings/1',
    '/listings/1/prices',
    '/changes',
    '/openapi.json',
    '/problems',
    '/docs',
  ])
    assert.equal((await read(path)).headers['cache-control'], 'no-cache', path);
});

test('a page has another tag when there are more on all pages, where they are counted', async () => {
  const path = '/listings?limit=1&count=exact';
  const before = await read(path);
  await api.call('POST', '/listings', someListing());
  const behind = await read(path, { 'if-none-match': before.headers.etag ?? '' });
  assert.deepEqual([behind.status, behind.bytes.equals(before.bytes)], [200, true]);
  assert.equal(Number(behind.headers['total-count']), Number(before.headers['total-count']) + 1);
});
