import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { encodeCursor } from '../../src/wire/cursor.ts';
import { setClock } from '../support/clock.ts';
import { someListing } from '../support/listings.ts';
import { nextOf, walkPages } from '../support/next-page.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

type Price = { price_eur: number; created_date: string };

const hour = (n: number) => new Date(Date.parse('2024-01-01T00:00:00.000Z') + n * 3_600_000).toISOString();
const last = 24;

let api: TestApi;
let path: string;

/** A price an hour, of 0 to 24 thousand. */
before(async () => {
  api = await startTestApi();
  for (let n = 0; n <= last; n += 1) {
    await setClock(api, hour(n));
    const price = { latest_price_eur: n * 1_000 };
    if (n === 0) path = `/listings/${(await api.call('POST', '/listings', someListing(price))).body.id}`;
    else await api.call('PATCH', path, price);
  }
  path += '/prices';
});
after(async () => await api.stop());

const hoursOf = (prices: Price[]) => prices.map(({ price_eur }) => price_eur / 1_000);
const read = async (query: string) => hoursOf((await api.call('GET', `${path}?${query}`)).body);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

test('all prices come in one page, oldest first, without a link', async () => {
  const answer = await api.call('GET', path);
  assert.deepEqual(hoursOf(answer.body), range(0, last));
  assert.equal(answer.headers.get('link'), null);
});

test('from is the first instant, to the first one that is too late', async () => {
  assert.deepEqual(await read(`from=${hour(3)}`), range(3, last));
  assert.deepEqual(await read(`to=${hour(3)}`), range(0, 2));
  assert.deepEqual(await read(`from=${hour(3)}&to=${hour(5)}`), [3, 4]);
  assert.deepEqual(await read(`from=${hour(5)}&to=${hour(5)}`), []);
  assert.deepEqual(await read(`from=${hour(99)}`), []);
});

test('newest first is the other way round', async () => {
  assert.deepEqual(await read(`order=desc&from=${hour(3)}&to=${hour(6)}`), [5, 4, 3]);
});

for (const order of ['asc', 'desc']) {
  for (const limit of [1, 5, 24, 25]) {
    test(`pages of ${limit}, ${order}, have each price once`, async () => {
      const prices = await walkPages<Price>(
        api,
        `${path}?order=${order}&limit=${limit}&from=${hour(2)}&to=${hour(23)}`,
      );
      const hours = range(2, 22);
      assert.deepEqual(hoursOf(prices), order === 'asc' ? hours : hours.reverse());
    });
  }
}

test('the last page has no link, also where it is full', async () => {
  const full = await api.call('GET', `${path}?limit=${last + 1}`);
  assert.equal(nextOf(api, full), undefined);
  assert.notEqual(nextOf(api, await api.call('GET', `${path}?limit=${last}`)), undefined);
});

test('as known at an instant there are the prices recorded by then, for ever', async () => {
  const answer = await api.call('GET', `${path}?known_at=${hour(4)}`);
  assert.deepEqual(hoursOf(answer.body), range(0, 4));
  assert.equal(answer.headers.get('cache-control'), 'max-age=86400, immutable');
  assert.deepEqual(await read(`known_at=${hour(-1)}`), []);
});

test('the details tell until when each held, and how it changed, also over the edges of pages', async () => {
  const [one, two] = (await api.call('GET', `${path}?detail=full&from=${hour(1)}&limit=2`)).body;
  assert.deepEqual([one.until, one.change_eur, one.change_pct], [hour(2), 1_000, undefined]);
  assert.deepEqual([two.until, two.change_eur, two.change_pct], [hour(3), 1_000, 100]);
  assert.deepEqual([two.effective_at, two.recorded_at, two.created_date], [hour(2), hour(2), hour(2)]);
  const [newest, before] = (await api.call('GET', `${path}?detail=full&order=desc&limit=2`)).body;
  assert.deepEqual([newest.until, newest.change_pct, before.until], [undefined, 4.35, hour(last)]);
  assert.ok(newest.actor.length > 0);
});

test('CSV has a line for each price, in the columns of the answer, and another tag', async () => {
  const csv = await api.call('GET', `${path}?limit=2`, undefined, { accept: 'text/csv' });
  assert.equal(csv.headers.get('content-type'), 'text/csv; charset=utf-8');
  assert.equal(csv.text, `price_eur,created_date\r\n0,${hour(0)}\r\n1000,${hour(1)}\r\n`);
  assert.equal(csv.headers.get('etag'), '"25-csv"');
  assert.match(csv.headers.get('link') ?? '', /rel="next"/);
  const json = await api.call('GET', path);
  for (const answer of [csv, json]) assert.match(answer.headers.get('vary') ?? '', /accept/i);
  const known = await api.call('GET', path, undefined, { accept: 'text/csv', 'if-none-match': '"25-csv"' });
  assert.equal(known.status, 304);
});

test('CSV quotes what has to be, and says all details', async () => {
  const reason = 'a "b", c\nd';
  await setClock(api, hour(30));
  await api.call('PUT', `${path}/${hour(-5)}`, { price_eur: 7.5, reason });
  const { text } = await api.call('GET', `${path}?detail=full&to=${hour(0)}`, undefined, { accept: 'text/csv' });
  const [header = '', ...lines] = text.split('\r\n');
  assert.equal(header.split(',').length, 9);
  assert.equal(lines[0]?.startsWith(`7.5,${hour(-5)},${hour(-5)},${hour(30)},${hour(0)},,,`), true);
  assert.equal(lines[0]?.endsWith('"a ""b"", c\nd"'), true);
  await api.call('DELETE', `${path}/${hour(-5)}`);
});

for (const accept of [
  'application/json',
  '*/*',
  'text/html, */*;q=0.1',
  'text/csv;q=0.5, application/json',
  'image/png',
]) {
  test(`Accept: ${accept} gets JSON`, async () => {
    const { headers } = await api.call('GET', path, undefined, { accept });
    assert.match(headers.get('content-type') ?? '', /^application\/json/);
  });
}

const wrong: [query: string, parameter: string][] = [
  ['limit=0', 'limit'],
  ['limit=10001', 'limit'],
  ['limit=1.5', 'limit'],
  ['order=up', 'order'],
  ['detail=all', 'detail'],
  ['from=2024-01-01', 'from'],
  ['to=x', 'to'],
  ['from=2024-01-02T00:00:00Z&to=2024-01-01T00:00:00Z', 'from'],
  ['from=2024-01-01T00:00:00Z&from=2024-01-02T00:00:00Z', 'from'],
  ['after=x', 'after'],
  [`after=${encodeCursor('id', [5])}`, 'after'],
  [`after=${encodeCursor('price', ['x'])}`, 'after'],
  [`after=${encodeCursor('price', [hour(1), 2])}`, 'after'],
  [`after=${encodeCursor('price', ['9999-12-31T23:59:59.999Z'])}`, 'after'],
];
for (const [query, parameter] of wrong) {
  test(`?${query} is refused by the parameter's name`, async () => {
    assertProblem(await api.call('GET', `${path}?${query}`), 'invalid', { parameters: [parameter] });
  });
}
