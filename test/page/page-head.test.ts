import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fastify from 'fastify';
import { tellReadersApart } from '../../src/http/readers-apart.ts';
import { readBuiltPage } from '../../src/page/built-page.ts';
import { pageRoutes } from '../../src/page/page.routes.ts';
import { withSubject } from '../../src/page/page-head.ts';
import { someListing } from '../support/listings.ts';
import { readPng } from '../support/read-png.ts';
import { readRaw } from '../support/read-raw.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const html =
  '<!doctype html><html><head><title>Pricetrail</title></head><body><script src="/assets/a.js"></script></body></html>';
const nasty = `Flat $& <script>alert("1")</script> & 'more'`;

let api: TestApi;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'page-'));
  await writeFile(join(folder, 'index.html'), html);
  await mkdir(join(folder, 'assets'));
  api = await startTestApi({ page: await readBuiltPage(folder) });
  await api.call('POST', '/listings', someListing({ name: nasty, latest_price_eur: 250_000 }));
});
after(async () => {
  await api.stop();
  await rm(folder, { recursive: true });
});

const tagsOf = (document: string) =>
  Object.fromEntries(
    [...document.matchAll(/<meta (?:property|name)="([^"]*)" content="([^"]*)" \/>/g)].map(([, name, content]) => [
      name,
      content,
    ]),
  );

test('the page of a listing says what it is of, with addresses of the host that it was asked at', async () => {
  const { status, text, headers } = await api.call('GET', '/1/prices');
  assert.deepEqual([status, headers.get('content-type')], [200, 'text/html; charset=utf-8']);
  const tags = tagsOf(text);
  assert.equal(tags['og:url'], `${api.base}/1/prices`);
  assert.equal(tags['twitter:card'], 'summary_large_image');
  assert.match(tags['og:description'] ?? '', /^Asking price €250,000\. Unchanged since \d+ \w+ \d{4}\.$/);
  const picture = (tags['og:image'] ?? '').replaceAll('&amp;', '&');
  assert.ok(picture.startsWith(`${api.base}/listings/1/chart.png?`));
  const { status: shown, headers: drawn, bytes } = await readRaw(picture, {}, 'GET');
  const { width, height } = readPng(bytes);
  assert.deepEqual([shown, width, height], [200, 1_200, 630]);
  assert.deepEqual(
    ['og:image:type', 'og:image:width', 'og:image:height'].map((name) => tags[name]),
    [drawn['content-type'], '1200', '630'],
  );
});

test('what a listing is called is text, in the title and in the tags', async () => {
  const { text } = await api.call('GET', '/1/prices');
  const escaped = 'Flat $&amp; &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;';
  assert.equal(tagsOf(text)['og:title'], escaped);
  assert.ok(text.includes(`<title>${escaped} · Pricetrail</title>`));
  assert.equal(text.match(/<script/g)?.length, 1);
});

test('behind a proxy that ends TLS addresses are those of the reader', async () => {
  const { text } = await api.call('GET', '/1/prices', undefined, { 'x-forwarded-proto': 'https' });
  assert.match(tagsOf(text)['og:image'] ?? '', /^https:\/\/127\.0\.0\.1:\d+\/listings\/1\/chart\.png\?/);
});

test('who has the page is answered 304', async () => {
  const { headers } = await api.call('GET', '/1/prices');
  const known = await api.call('GET', '/1/prices', undefined, { 'if-none-match': headers.get('etag') ?? '' });
  assert.deepEqual([known.status, known.text], [304, '']);
});

for (const id of ['2', '0', 'x', '%3Cscript%3E']) {
  test(`of ${id} there is the page, which says that there is no such listing, but no tags`, async () => {
    const { status, text } = await api.call('GET', `/${id}/prices`);
    assert.deepEqual([status, text], [404, html]);
  });
}

test('where a listing cannot be read its page comes all the same, without tags', async () => {
  const app = fastify();
  tellReadersApart(app);
  const describe = async () => await Promise.reject(new Error('the database is away'));
  const told: unknown[] = [];
  const onUndescribed = (error: unknown) => told.push(error);
  await app.register(pageRoutes, { page: await readBuiltPage(folder), describe, onUndescribed });
  const { statusCode, body } = await app.inject('/1/prices');
  assert.deepEqual([statusCode, body, told], [200, html, [new Error('the database is away')]]);
  await app.close();
});

test('what is said of a host is text as well', () => {
  const picture = { path: '/a?b&c', width: 1, height: 2, type: 'image/png' };
  const head = withSubject(
    html,
    { title: 'A', description: 'B', picture },
    { origin: 'http://"><b>', path: '/1/prices' },
  );
  assert.equal(tagsOf(head)['og:image'], 'http://&quot;&gt;&lt;b&gt;/a?b&amp;c');
});
