import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { builtPageFolder, readBuiltPage } from '../../src/page/built-page.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi({ page: await readBuiltPage(builtPageFolder) });
});
after(async () => await api.stop());

const asBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

for (const path of ['/', '/new', '/drops', '/market', '/changes']) {
  test(`${path} is a document for a browser, and lets no other host and no inline script in`, async () => {
    const { status, headers, text } = await api.call('GET', `${path}?city=Lyon`, undefined, asBrowser);
    assert.equal(status, 200);
    assert.match(headers.get('content-type') ?? '', /^text\/html/);
    assert.match(text, /<div id="page">/);
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)|\bon[a-z]+=|<style|style=/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
  });
}

test('/changes stays the feed for programs, and caches can tell them apart', async () => {
  const data = await api.call('GET', '/changes');
  const document = await api.call('GET', '/changes', undefined, asBrowser);
  assert.deepEqual(data.body, []);
  for (const { headers } of [data, document]) assert.match(headers.get('vary') ?? '', /accept\b/i);
});

test('programs are led from / to the description of the API', async () => {
  const { status, headers } = await fetch(`${api.base}/`, { redirect: 'manual' });
  assert.deepEqual([status, headers.get('location')], [302, '/docs']);
});

test('the number of a listing leads a browser to its page, and nobody else', async () => {
  const answer = await fetch(`${api.base}/65`, { headers: asBrowser, redirect: 'manual' });
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/65/prices']);
  for (const path of ['/65a', '/-65', '/6%2E5'])
    assert.equal((await api.call('GET', path, undefined, asBrowser)).status, 404);
  assert.equal((await api.call('GET', '/65')).status, 404);
});

test('an address with a slash at its end leads a browser to the one without it', async () => {
  for (const path of ['/65/prices', '/65/edit', '/new', '/drops', '/market', '/changes']) {
    const answer = await fetch(`${api.base}${path}/?range=/`, { headers: asBrowser, redirect: 'manual' });
    assert.deepEqual([answer.status, answer.headers.get('location')], [302, `${path}?range=/`]);
  }
  assert.equal((await api.call('GET', '/changes/')).status, 404);
});

test('where nothing is, a browser gets the page with 404 and a program a problem', async () => {
  const document = await api.call('GET', '/nowhere/at/all', undefined, asBrowser);
  assert.deepEqual([document.status, /<div id="page">/.test(document.text)], [404, true]);
  const problem = await api.call('GET', '/nowhere/at/all');
  assert.deepEqual([problem.status, problem.body.type], [404, '/problems/not-found']);
  assert.equal((await api.call('POST', '/nowhere/at/all', {}, asBrowser)).status, 404);
});

for (const path of ['/%zz', '/%ED%A0%80/prices', '/listings/%ff']) {
  test(`${path} is no address: a browser gets the page with 400 and a program a problem`, async () => {
    const document = await api.call('GET', path, undefined, asBrowser);
    assert.deepEqual([document.status, /<div id="page">/.test(document.text)], [400, true]);
    assert.match(document.headers.get('content-type') ?? '', /^text\/html/);
    assert.match(document.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    const problem = await api.call('GET', path);
    assert.deepEqual([problem.status, problem.body.type], [400, '/problems/malformed']);
    for (const { headers } of [document, problem]) assert.equal(headers.get('vary'), 'accept');
  });
}

test('a path that is longer than any is answered to a browser with the page', async () => {
  const { status, text } = await api.call('GET', `/${'a'.repeat(300)}/prices`, undefined, asBrowser);
  assert.deepEqual([status, /<div id="page">/.test(text)], [404, true]);
});

for (const path of ['/', '/drops', '/market', '/changes', '/1/prices', '/nowhere']) {
  test(`a query of ${path} that is no percent-encoded UTF-8 is left to the page`, async () => {
    const document = await api.call('GET', `${path}?city=%ED%A0%80&q=%zz`, undefined, asBrowser);
    const plain = await api.call('GET', path, undefined, asBrowser);
    assert.deepEqual([document.status, document.text], [plain.status, plain.text]);
    assert.match(document.text, /<div id="page">/);
  });
}

test('a document that is known is not sent again', async () => {
  const { headers } = await api.call('GET', '/drops', undefined, asBrowser);
  const again = await api.call('GET', '/drops', undefined, {
    ...asBrowser,
    'if-none-match': headers.get('etag') ?? '',
  });
  assert.deepEqual([again.status, again.text], [304, '']);
});

test('its files are kept for ever, and come as they were compressed when it was built', async () => {
  const { text } = await api.call('GET', '/', undefined, asBrowser);
  const [, path = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(text) ?? [];
  const { status, headers } = await api.call('GET', path, undefined, { 'accept-encoding': 'br' });
  assert.equal(status, 200);
  assert.equal(headers.get('content-encoding'), 'br');
  assert.match(headers.get('cache-control') ?? '', /immutable/);
  assert.match(headers.get('content-type') ?? '', /javascript/);
  const plain = await api.call('GET', path, undefined, { 'accept-encoding': 'identity' });
  assert.equal(plain.headers.get('content-encoding'), null);
});

for (const path of ['/assets/', '/assets/..%2findex.html', '/assets/../../package.json', '/assets/nothing.js']) {
  test(`${path} is no file of it`, async () => {
    const { status } = await api.call('GET', path);
    assert.ok(status === 404 || status === 403, String(status));
  });
}

test('where the page was not built, / leads everybody to the API', async () => {
  assert.equal(await readBuiltPage('/nowhere'), undefined);
  const bare = await startTestApi();
  try {
    const { status, headers } = await fetch(`${bare.base}/`, { redirect: 'manual', headers: asBrowser });
    assert.deepEqual([status, headers.get('location')], [302, '/docs']);
    assert.equal((await bare.call('GET', '/market', undefined, asBrowser)).status, 404);
  } finally {
    await bare.stop();
  }
});
