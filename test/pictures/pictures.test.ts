import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { someListing } from '../support/listings.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { assertWellFormed } from '../support/well-formed.ts';

const nasty = `Flat <script>alert("1")</script> & 'more' \u0001]]>`;
const dayMs = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * dayMs).toISOString();

let api: TestApi;
before(async () => {
  api = await startTestApi();
  await api.call('POST', '/listings', someListing({ name: nasty, latest_price_eur: 366_400 }));
  const earlier: [days: number, eur: number][] = [
    [127, 400_000],
    [90, 390_000],
    [40, 380_000],
  ];
  for (const [days, eur] of earlier) {
    await api.call('PUT', `/listings/1/prices/${ago(days)}`, { price_eur: eur });
  }
  await api.call('POST', '/listings', someListing());
});
after(async () => await api.stop());

const picture = async (path: string, headers: Record<string, string> = {}) =>
  await api.call('GET', `/listings/${path}`, undefined, headers);
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/g)].map(([, text = '']) => text);

for (const path of ['1/chart.svg', '1/badge.svg', '2/chart.svg', '2/badge.svg', '1/chart.svg?width=240&height=180']) {
  test(`${path} is a well-formed picture that runs and loads nothing`, async () => {
    const { status, text, headers } = await picture(path);
    assert.equal(status, 200);
    assertWellFormed(text);
    assert.doesNotMatch(text, /<script|NaN|undefined|href|url\(/);
    assert.ok(!text.includes('\u0001'));
    const said = ['content-type', 'content-security-policy', 'x-content-type-options', 'cross-origin-resource-policy'];
    assert.deepEqual(
      said.map((name) => headers.get(name)),
      ['image/svg+xml; charset=utf-8', "default-src 'none'; style-src 'unsafe-inline'", 'nosniff', 'cross-origin'],
    );
  });
}

test('the chart says the name as it is, what became of the price, the last one and where the axis starts', async () => {
  const { text } = await picture('1/chart.svg');
  assert.match(text, /<title id="name">Flat &lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt; &amp; &#39;more&#39;/);
  assert.match(text, /<desc id="said">Down 8\.4% in 3 cuts since \d+ \w+ \d{4}<\/desc>/);
  const texts = textsOf(text);
  for (const each of ['€366,400', 'The price axis starts at €340,000.']) assert.ok(texts.includes(each), `${texts}`);
  assert.ok(texts.some((each) => each.startsWith('▼ \u22122.')));
});

test('it begins at zero when asked, and goes back as far as asked', async () => {
  const { text } = await picture('1/chart.svg?zero=true&range=1m');
  assert.ok(!textsOf(text).some((each) => /starts at/.test(each)));
  assert.ok(textsOf(text).includes('€0'));
  assert.ok(!textsOf(text).includes('€400,000'));
});

test('it is as large as asked', async () => {
  const { text } = await picture('1/chart.svg?width=1200&height=630');
  assert.match(text, /^<svg [^>]*width="1200" height="630" viewBox="0 0 1200 630"/);
});

test('a theme has its colours, and auto those that the system prefers', async () => {
  const [light, dark, auto] = await Promise.all(
    ['light', 'dark', 'auto'].map(async (theme) => (await picture(`1/badge.svg?theme=${theme}`)).text),
  );
  const of = (text = '') => [/#ffffff/, /#181a19/, /prefers-color-scheme/].map((each) => each.test(text));
  assert.deepEqual([light, dark, auto].map(of), [
    [true, false, false],
    [false, true, false],
    [true, true, true],
  ]);
});

const badges: [string, RegExp][] = [
  ['1/badge.svg', /<tspan class="fell">−8\.4%<\/tspan> · 3 cuts · 127 days</],
  ['1/badge.svg?locale=fr', /−8,4\s%<\/tspan> · 3 baisses · 127 jours</],
  ['1/badge.svg?locale=de', /−8,4\s%<\/tspan> · 3 Senkungen · 127 Tage</],
  ['2/badge.svg', /<tspan class="same">unchanged<\/tspan> · 0 days</],
];
for (const [path, expected] of badges) {
  test(`${path} says what became of the price`, async () => assert.match((await picture(path)).text, expected));
}

test('who has it is answered 304, until a price changes', async () => {
  const first = await picture('1/badge.svg?theme=dark');
  const etag = first.headers.get('etag') ?? '';
  const again = await picture('1/badge.svg?theme=dark', { 'if-none-match': etag });
  assert.deepEqual([again.status, again.text, again.headers.get('cache-control')], [304, '', 'no-cache']);
  await api.call('PATCH', '/listings/1', { latest_price_eur: 366_300 });
  const changed = await picture('1/badge.svg?theme=dark', { 'if-none-match': etag });
  assert.deepEqual([changed.status, changed.text.includes('4 cuts')], [200, true]);
  await api.call('PATCH', '/listings/1', { latest_price_eur: 366_400 });
});

for (const id of ['99', '0', 'x', '99999999999999999999']) {
  test(`there are no pictures of ${id}`, async () => {
    for (const name of ['chart.svg', 'chart.png', 'badge.svg']) {
      const { status, headers } = await picture(`${id}/${name}`);
      assert.deepEqual([status, headers.get('content-type')], [404, 'application/problem+json']);
    }
  });
}

const badOfCharts = [
  'width=239',
  'width=2001',
  'width=wide',
  'height=10',
  'range=2y',
  'theme=blue',
  'zero=1',
  'locale=it',
];
const refused: [name: string, queries: string[]][] = [
  ['chart.svg', [...badOfCharts, 'scale=2']],
  [
    'chart.png',
    [...badOfCharts, 'theme=auto', 'scale=0', 'scale=3', 'scale=1.5', 'scale=2&width=1001', 'scale=2&height=601'],
  ],
  ['badge.svg', ['theme=', 'locale=EN', 'width=300', 'locale=en&locale=fr']],
];
for (const [name, query] of refused.flatMap(([of, queries]) => queries.map((each) => [of, each] as const))) {
  test(`${name}?${query} is refused, and the parameter is named`, async () => {
    const { status, body } = await picture(`1/${name}?${query}`);
    assert.deepEqual([status, body.errors[0].parameter], [422, query.split('=')[0]]);
  });
}
