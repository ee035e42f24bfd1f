import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { compressors } from '../../src/http/compressors.ts';
import { codings } from '../../src/wire/codings.ts';
import { createListingOf } from '../support/listing-of-bytes.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { decoded, type RawAnswer, readRaw } from '../support/read-raw.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { long } from '../support/thorough.ts';
import { untilCaughtUp } from '../support/until-caught-up.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
  for (let n = 0; n < 10; n += 1) await api.call('POST', '/listings', someListing());
  const before = Date.parse('2020-01-01T00:00:00Z');
  for (let day = 0; day < 40; day += 1) {
    const at = new Date(before + day * 86_400_000).toISOString();
    await api.call('PUT', `/listings/1/prices/${at}`, { price_eur: 1_000 + day, reason: 'é, "quoted"\nlines' });
  }
  await untilCaughtUp(api);
});
after(async () => await api.stop());

const read = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> =>
  readRaw(`${api.base}${path}`, headers, method);
const csv = { accept: 'text/csv' };
const kinds: [string, string, Record<string, string>][] = [
  ['a page of listings', '/listings', {}],
  ['changes', '/changes', {}],
  ['a history', '/listings/1/prices', {}],
  ['a history as CSV', '/listings/1/prices?detail=full', csv],
  ['the OpenAPI document', '/openapi.json', {}],
  ['the page of all problems', '/problems', {}],
  ['a script of the documentation', '/docs/static/swagger-ui-standalone-preset.js', {}],
  ['a style sheet of it', '/docs/static/swagger-ui.css', {}],
];

for (const [what, path, headers] of kinds) {
  for (const coding of ['zstd', 'br', 'gzip']) {
    test(`${what} is sent in ${coding}, says so, and decodes to the plain body`, async () => {
      const [plain, packed] = [await read(path, headers), await read(path, { ...headers, 'accept-encoding': coding })];
      assert.ok(plain.bytes.length > 1_024);
      assert.deepEqual([plain.headers['content-encoding'], packed.headers['content-encoding']], [undefined, coding]);
      assert.equal(decoded(packed), plain.bytes.toString());
      assert.ok(packed.bytes.length < plain.bytes.length / 2);
      assert.equal(packed.headers['content-type'], plain.headers['content-type']);
      const length = packed.headers['content-length'];
      assert.ok(length === undefined || Number(length) === packed.bytes.length);
    });
  }
}

for (const [bytes, coding] of [
  [1_023, undefined],
  [1_024, undefined],
  [1_025, 'br'],
] as const) {
  test(`a body of ${bytes} bytes is sent ${coding ? `in ${coding}` : 'as it is'}`, async () => {
    const answer = await read(await createListingOf(api, bytes), { 'accept-encoding': 'br' });
    assert.deepEqual([answer.status, answer.headers['content-encoding']], [200, coding]);
    assert.equal(Buffer.byteLength(decoded(answer)), bytes);
  });
}

const negotiated: [string, string | undefined][] = [
  ['gzip, deflate, br, zstd', 'zstd'],
  ['gzip, deflate', 'gzip'],
  ['gzip;q=1, br;q=0.9, zstd;q=0', 'gzip'],
  ['*', 'zstd'],
  ['deflate', undefined],
  ['identity', undefined],
  ['gzip;q=0', undefined],
  ['identity;q=1, *;q=0.5', undefined],
  ['identity;q=0, deflate', undefined],
];
for (const [header, coding] of negotiated) {
  test(`of a page Accept-Encoding: ${header} gets ${coding ?? 'the plain body'}`, async () => {
    const answer = await read('/listings', { 'accept-encoding': header });
    assert.deepEqual([answer.status, answer.headers['content-encoding']], [200, coding]);
    assert.equal(JSON.parse(decoded(answer)).length >= 10, true);
  });
}

test('to those who refuse plain bodies short ones are compressed, too', async () => {
  for (const header of ['identity;q=0, br', '*;q=0, br']) {
    const answer = await read('/listings/2', { 'accept-encoding': header });
    assert.equal(answer.headers['content-encoding'], 'br');
    assert.equal(JSON.parse(decoded(answer)).id, 2);
  }
});

test('problems are compressed like anything else', async () => {
  const body = JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`unknown-${n}`, n])));
  const headers = { 'accept-encoding': 'gzip', 'content-type': 'application/json' };
  const refused = await api.call('POST', '/listings', body, headers);
  assert.deepEqual([refused.status, refused.headers.get('content-encoding')], [422, 'gzip']);
  assert.equal(refused.body.errors.length, 20);
});

test('pictures are sent as they are, and do not vary', async () => {
  const answer = await read('/docs/static/favicon-32x32.png', { 'accept-encoding': 'gzip' });
  assert.deepEqual(
    [answer.status, answer.headers['content-encoding'], answer.headers.vary],
    [200, undefined, undefined],
  );
});

test('a part of a file is of the plain file, and sent as it is', async () => {
  const path = '/docs/static/swagger-ui.css';
  const answer = await read(path, { range: 'bytes=0-4999', 'accept-encoding': 'gzip' });
  assert.deepEqual([answer.status, answer.headers['content-encoding'], answer.bytes.length], [206, undefined, 5_000]);
  assert.equal((await read(path, { 'accept-encoding': 'gzip' })).headers['accept-ranges'], undefined);
});

test('HEAD says the coding and the length of what GET sends', async () => {
  const headers = { 'accept-encoding': 'br' };
  const [get, head] = [await read('/listings', headers), await read('/listings', headers, 'HEAD')];
  for (const name of ['content-encoding', 'content-length', 'etag', 'vary'])
    assert.equal(head.headers[name], get.headers[name], name);
  assert.equal(get.headers['content-length'], String(get.bytes.length));
});

test('links are the same in every coding, and pages follow them', async () => {
  const headers = { 'accept-encoding': 'gzip' };
  const [plain, packed] = [await read('/listings?limit=5'), await read('/listings?limit=5', headers)];
  assert.equal(packed.headers['content-encoding'], 'gzip');
  assert.equal(packed.headers.link, plain.headers.link);
  const [, next = ''] = /<([^>]+)>/.exec(String(packed.headers.link)) ?? [];
  assert.equal(JSON.parse(decoded(await read(next, headers)))[0].id, 6);
});

test('many at once, in all codings, get each their own body', async () => {
  await untilCaughtUp(api);
  const paths = ['/listings', '/listings/1/prices', '/changes', '/openapi.json'];
  const plain = await Promise.all(paths.map(async (path) => (await read(path)).bytes.toString()));
  const asked = Array.from({ length: 80 }, (_, n) => ({ at: n % 4, coding: ['zstd', 'br', 'gzip'][n % 3] ?? '' }));
  const answers = await Promise.all(
    asked.map(({ at, coding }) => read(paths[at] ?? '', { 'accept-encoding': coding })),
  );
  for (const [n, { at, coding }] of asked.entries()) {
    const answer = answers[n];
    assert.equal(answer?.headers['content-encoding'], coding);
    assert.ok(answer && decoded(answer) === plain[at]);
  }
});

test('a page of 10 MB is compressed whole', { skip: long }, async () => {
  const huge = await startTestApi();
  try {
    const description = Array.from({ length: 9_000 }, (_, n) => (n * 7919).toString(36))
      .join(' ')
      .slice(0, 50_000);
    await addListings(huge, 200, { description });
    const path = `${huge.base}/listings?limit=1000`;
    const plain = (await readRaw(path)).bytes;
    for (const coding of ['zstd', 'br', 'gzip']) {
      const packed = await readRaw(path, { 'accept-encoding': coding });
      assert.equal(packed.headers['content-encoding'], coding);
      assert.ok(decoded(packed) === plain.toString());
    }
  } finally {
    await huge.stop();
  }
});

for (const coding of codings) {
  test(`while a large body is compressed in ${coding} the server goes on with others`, async () => {
    let turns = 0;
    const turn = () => {
      turns += 1;
      if (!done) setImmediate(turn);
    };
    let done = false;
    setImmediate(turn);
    await compressors[coding].whole(randomBytes(4_000_000));
    done = true;
    assert.ok(turns > 0, 'beside the thread that answers: on it there is no turn before it is done');
  });
}

test('a client that goes away while its answer is compressed leaves the server as it was', async () => {
  const gone = Array.from({ length: 20 }, async () => {
    const signal = AbortSignal.timeout(1);
    return await fetch(`${api.base}/docs/static/swagger-ui-bundle.js`, { signal }).then((answer) => answer.text());
  });
  await Promise.allSettled(gone);
  assert.equal((await read('/listings', { 'accept-encoding': 'zstd' })).status, 200);
});
