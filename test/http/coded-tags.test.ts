import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createListingOf } from '../support/listing-of-bytes.ts';
import { someListing } from '../support/listings.ts';
import { type RawAnswer, readRaw } from '../support/read-raw.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
  for (let n = 0; n < 10; n += 1) await api.call('POST', '/listings', someListing());
  const first = Date.parse('2020-01-01T00:00:00Z');
  for (let day = 0; day < 40; day += 1) {
    const at = new Date(first + day * 86_400_000).toISOString();
    await api.call('PUT', `/listings/1/prices/${at}`, { price_eur: 1_000 + day });
  }
});
after(async () => await api.stop());

const read = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> =>
  readRaw(`${api.base}${path}`, headers);

const plainTags = [
  ['/listings/1/prices', /^"41"$/],
  ['/listings', /^"[\w-]{22}"$/],
] as const;
for (const [path, form] of plainTags) {
  test(`the strong tag of ${path} has the coding at its end, and each is known to those who take that coding`, async () => {
    const plain = (await read(path)).headers.etag ?? '';
    assert.match(plain, form);
    for (const coding of ['zstd', 'br', 'gzip']) {
      const tag = `${plain.slice(0, -1)}-${coding}"`;
      const accept = { 'accept-encoding': coding };
      assert.equal((await read(path, accept)).headers.etag, tag);
      const askedWith = async (ifNoneMatch: string, headers: Record<string, string>) => {
        const { status, headers: given } = await read(path, { ...headers, 'if-none-match': ifNoneMatch });
        return [status, given.etag];
      };
      assert.deepEqual(await askedWith(tag, accept), [304, tag]);
      assert.deepEqual(await askedWith(`W/${tag}`, { 'accept-encoding': 'gzip, br, zstd' }), [304, tag]);
      assert.deepEqual(await askedWith(plain, accept), [304, plain]);
      assert.deepEqual(await askedWith(tag, {}), [200, plain]);
      const another = coding === 'gzip' ? 'br' : 'gzip';
      assert.deepEqual(await askedWith(tag, { 'accept-encoding': another }), [
        200,
        `${plain.slice(0, -1)}-${another}"`,
      ]);
      assert.deepEqual(await askedWith(plain, { 'accept-encoding': `${coding}, identity;q=0` }), [200, tag]);
    }
  });
}

test('a weak tag is the same in every coding', async () => {
  const path = '/docs/static/swagger-ui.css';
  const { etag } = (await read(path)).headers;
  assert.match(etag ?? '', /^W\//);
  assert.equal((await read(path, { 'accept-encoding': 'br' })).headers.etag, etag);
});

test('the tag of a listing is good for If-Match in whatever coding it came', async () => {
  const path = await createListingOf(api, 3_000);
  for (const coding of ['zstd', 'br', 'gzip', 'identity']) {
    const { etag = '' } = (await read(path, { 'accept-encoding': coding })).headers;
    assert.match(etag, coding === 'identity' ? /^"\d+"$/ : new RegExp(`^"\\d+-${coding}"$`));
    const write = (ifMatch: string) => api.call('PATCH', path, { rooms_count: coding.length }, { 'if-match': ifMatch });
    for (const none of [`W/${etag}`, etag.replace(/-\w+/, '-deflate').replace(/(\d)"/, '$1-deflate"')])
      assert.equal((await write(none)).status, 412, none);
    assert.equal((await write(etag)).status, 200);
    await api.call('PATCH', path, { latest_price_eur: coding.length });
    assert.equal((await write(etag)).status, 412);
  }
});

test('Vary names Accept-Encoding wherever a body may be compressed, beside Accept, and each once', async () => {
  for (const accept of [{}, { 'accept-encoding': 'br' }, { 'if-none-match': '*' }]) {
    for (const path of ['/listings', '/listings?limit=1', '/listings/2', '/openapi.json', '/problems', '/docs'])
      assert.equal((await read(path, accept)).headers.vary, 'accept-encoding', path);
    for (const path of ['/listings/1/prices', '/changes']) {
      for (const type of ['text/csv', 'application/json'])
        assert.equal((await read(path, { ...accept, accept: type })).headers.vary, 'accept, accept-encoding', path);
    }
  }
});
