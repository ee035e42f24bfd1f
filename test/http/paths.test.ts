import assert from 'node:assert/strict';
import { METHODS } from 'node:http';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { assertProblem } from '../support/problem.ts';
import { sendRaw } from '../support/raw-http.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
  await api.call('POST', '/listings', someListing());
});
after(async () => await api.stop());

const noIds = {
  zero: '0',
  negative: '-1',
  'a decimal': '1.0',
  'an exponent': '1e0',
  'padded with zeros': '001',
  'with a sign': '+1',
  hexadecimal: '0x1',
  'one beyond 64 bits': '9223372036854775808',
  '10^30': `1${'0'.repeat(30)}`,
  text: 'abc',
  empty: '',
  NUL: '%00',
  'with NUL': '1%00',
  'with a space': '1%20',
  'with a slash': '1%2F1',
  'digits of another script': encodeURIComponent('١'),
  'digits of full width': encodeURIComponent('１'),
  'of 200 characters': '9'.repeat(200),
  'of 201 characters': '9'.repeat(201),
  'of 10,000 characters': '9'.repeat(10_000),
  __proto__: '__proto__',
  'the largest, which no listing has': '9223372036854775807',
};
for (const [what, id] of Object.entries(noIds)) {
  test(`an id that is ${what} is of no listing: 404 for every operation`, async () => {
    for (const answer of [
      await api.call('GET', `/listings/${id}`),
      await api.call('GET', `/listings/${id}/prices`),
      await api.call('PUT', `/listings/${id}`, someListing({ rooms_count: 9 })),
      await api.call('PATCH', `/listings/${id}`, {}),
      await api.call('DELETE', `/listings/${id}`),
    ]) {
      assertProblem(answer, 'not-found');
    }
    const { status, headers } = await api.call('GET', '/listings/1');
    assert.deepEqual([status, headers.get('etag')], [200, '"1"']);
  });
}

for (const path of ['/Listings', '/listings//1', '/listings/1/', '/listings/1/price', '/%00', '/🏡', '/x?y=z']) {
  test(`nothing is served at ${path}, for any method, whatever the body`, async () => {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      assertProblem(await api.call(method, path, method === 'GET' ? undefined : '{"broken'), 'not-found');
    }
    assertProblem(await api.call('POST', path, 'x'.repeat(2_000_000)), 'not-found');
  });
}

for (const path of [
  '/%',
  '/listings/%',
  '/listings/%zz',
  '/listings/%ff',
  '/listings/%ed%a0%80',
  '/listings/%c3/prices',
]) {
  test(`the path ${path} is no percent-encoded UTF-8: 400`, async () => {
    assertProblem(await api.call('GET', path), 'malformed');
    assertProblem(await api.call('DELETE', path), 'malformed');
  });
}

test('a part of a path that cannot be read is not given back in full', async () => {
  assertProblem(await api.call('GET', `/${'%ff'.repeat(4000)}`), 'malformed');
});

for (const [what, name] of [
  ['control characters', '%01'.repeat(201)],
  ['a control character and emoji', `%01${'%F0%9F%8F%A1'.repeat(150)}`],
]) {
  test(`a name of ${what} is given back escaped, and no longer than others`, async () => {
    const answer = await api.call('GET', `/listings?${name}=1`);
    const [{ parameter }] = answer.body.errors;
    assertProblem(answer, 'invalid', { parameters: [parameter] });
    assert.match(parameter, /^\\u0001.{180,195}…$/);
  });
}

test('nor are names of parameters that cannot be read, of which the first 20 are named', async () => {
  const answer = await api.call('GET', `/listings?${`${'x'.repeat(300)}%=1&`.repeat(25)}`);
  const parameters = Array.from({ length: 20 }, () => `${'x'.repeat(200)}…`);
  assertProblem(answer, 'invalid', { parameters });
});

const allowed = {
  '/listings': 'GET, HEAD, POST, OPTIONS',
  '/listings/1': 'DELETE, GET, HEAD, PATCH, PUT, OPTIONS',
  '/listings/1/prices': 'GET, HEAD, OPTIONS',
  '/livez': 'GET, HEAD, OPTIONS',
  '/problems/malformed': 'GET, HEAD, OPTIONS',
  '/openapi.json': 'GET, HEAD, OPTIONS',
  '/docs': 'GET, HEAD, OPTIONS',
  '/docs/static/index.css': 'GET, HEAD, OPTIONS',
};
for (const [path, allow] of Object.entries(allowed)) {
  test(`${path} refuses all methods but ${allow}, before it looks at the body`, async () => {
    const refused = METHODS.filter((method) => method !== 'CONNECT' && !allow.split(', ').includes(method));
    for (const method of refused) {
      const body = '{"broken';
      const answer = await sendRaw(
        api.base,
        `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      assertProblem(answer, 'method-not-allowed');
      assert.equal(answer.headers.get('allow'), allow);
    }
    const options = await api.call('OPTIONS', path);
    assert.deepEqual([options.status, options.text, options.headers.get('allow')], [204, '', allow]);
  });
}

test('HEAD answers like GET, without the body', async () => {
  for (const path of ['/listings?limit=1', '/listings/1', '/listings/1/prices', '/listings/2', '/problems/stale']) {
    const [get, head] = [await api.call('GET', path), await api.call('HEAD', path)];
    assert.deepEqual([head.status, head.text], [get.status, '']);
    for (const name of ['content-type', 'content-length', 'etag', 'link']) {
      assert.equal(head.headers.get(name), get.headers.get(name));
    }
  }
});

const operations = [
  ['GET', '/listings'],
  ['POST', '/listings', someListing()],
  ['GET', '/listings/1'],
  ['PUT', '/listings/1', someListing({ rooms_count: 9 })],
  ['PATCH', '/listings/1', { rooms_count: 9 }],
  ['DELETE', '/listings/1'],
  ['GET', '/listings/1/prices'],
  ['GET', '/livez'],
] as const;
for (const [method, path, body] of operations) {
  test(`${method} ${path} refuses query parameters that it does not know, naming each`, async () => {
    const refused = async (query: string, parameters: string[]) =>
      assertProblem(await api.call(method, `${path}?${query}`, body), 'invalid', { parameters });
    await refused('price=5&__proto__=1&constructor', ['price', '__proto__', 'constructor']);
    await refused('%00=1', ['\\u0000']);
    await refused('=', ['']);
    assert.equal((await api.call('GET', '/listings/1')).headers.get('etag'), '"1"');
    assert.equal((await api.call('GET', '/listings')).body.length, 1);
  });
}

test('the root leads to the documentation', async () => {
  const answer = await fetch(`${api.base}/`, { redirect: 'manual' });
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/docs']);
});
