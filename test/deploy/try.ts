import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Listing } from '../../src/listings/listing.ts';
import { EventStream } from '../support/event-stream.ts';
import { someListing } from '../support/listings.ts';
import { observationLine } from '../support/observations.ts';
import { queryParquet } from '../support/read-parquet.ts';
import { readPng } from '../support/read-png.ts';
import { readRaw } from '../support/read-raw.ts';
import { type Answer, callAt } from '../support/test-api.ts';
import { until } from '../support/until.ts';

// PRICETRAIL_KEY=pt_… npx node test/deploy/try.ts http://127.0.0.1:3000: asks a running installation what people and programs ask, with a
// key for the role writer. It removes what it makes: its deletions stay in the feed, and the report of an import for a week.

const [address = ''] = process.argv.slice(2);
const { PRICETRAIL_KEY: key } = process.env;
if (!/^https?:\/\//.test(address) || !URL.canParse(address) || key === undefined) {
  process.stderr.write(
    'PRICETRAIL_KEY=pt_… npx node test/deploy/try.ts ADDRESS: a key for the role writer, and a URL\n',
  );
  process.exit(2);
}
const base = new URL(address).origin;
const authorization = `Bearer ${key}`;
const anybody = callAt(base);

/** Of the last write: a replica that has not got so far yet is not asked. */
let token = '';
const mine = () => ({ authorization, ...(token === '' ? {} : { 'consistency-token': token }) });

async function call(method: string, path: string, body?: unknown, headers = {}): Promise<Answer> {
  const answer = await anybody(method, path, body, { ...mine(), ...headers });
  if (method !== 'GET') token = answer.headers.get('consistency-token') ?? token;
  return answer;
}

async function read(path: string, status = 200): Promise<Answer> {
  const answer = await call('GET', path);
  assert.equal(answer.status, status, answer.text);
  return answer;
}

/** A city of this run alone: what is made is found by it. */
const city = `Essai ${randomBytes(6).toString('hex')}`;
const here = `city=${encodeURIComponent(city)}`;
const home = { postal_address: { street_address: '1 rue des Lilas', postal_code: '66000', city, country: 'FR' } };
const homes = async (): Promise<Listing[]> => (await read(`/listings?${here}`)).body;

async function remove(id: number): Promise<void> {
  const { headers } = await read(`/listings/${id}`);
  const answer = await call('DELETE', `/listings/${id}`, undefined, { 'if-match': headers.get('etag') ?? '' });
  assert.equal(answer.status, 204, answer.text);
}

let id = 0;
before(async () => {
  const { status, body, text } = await call('POST', '/listings', someListing({ ...home, latest_price_eur: 250_000 }));
  assert.equal(status, 201, text);
  ({ id } = body);
});
after(async () => {
  const removals = await Promise.allSettled((await homes()).map(async (left) => await remove(left.id)));
  for (const removal of removals) if (removal.status === 'rejected') throw removal.reason;
});

test('it is ready', async () => {
  const { status, text } = await anybody('GET', '/readyz');
  assert.equal(status, 200, text);
});

test('the page is there, and the script that it is made of', async () => {
  const { status, text } = await anybody('GET', '/', undefined, { accept: 'text/html' });
  assert.equal(status, 200);
  const [, script = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(text) ?? [];
  const { status: sent, headers } = await anybody('GET', script);
  assert.deepEqual([sent, headers.get('content-type')?.includes('javascript')], [200, true], script);
});

test('a price that changes is told with the one before, as is what it was before', async () => {
  const { headers } = await read(`/listings/${id}`);
  const change = { 'if-match': headers.get('etag') ?? '' };
  const { status, text } = await call('PATCH', `/listings/${id}`, { latest_price_eur: 240_000 }, change);
  assert.equal(status, 200, text);
  const prices: { price_eur: number; created_date: string }[] = (await read(`/listings/${id}/prices`)).body;
  assert.deepEqual(prices.map(({ price_eur }) => price_eur).sort(), [240_000, 250_000]);
  const first = prices.find(({ price_eur }) => price_eur === 250_000)?.created_date;
  const asOf = await read(`/listings/${id}?as_of=${first}`);
  assert.equal(asOf.body.latest_price_eur, 250_000);
});

test('its prices are drawn as a picture', async () => {
  const path = `${base}/listings/${id}/chart.png?width=600&height=315`;
  const { status, headers, bytes } = await readRaw(path, mine());
  assert.deepEqual([status, headers['content-type']], [200, 'image/png']);
  assert.deepEqual([readPng(bytes).width, readPng(bytes).height], [600, 315]);
});

test('its changes are in the feed, by the page and as a stream', async () => {
  const kinds = ['created', 'updated'];
  const feed = `/changes?listing_id=${id}`;
  await until('a page has both', async () => (await read(feed)).body.length === kinds.length);
  const stream = await EventStream.open(`${base}${feed}`, { authorization });
  const told = await stream.untilChanges(kinds.length).finally(() => stream.close());
  assert.deepEqual(
    told.map(({ kind }) => kind),
    kinds,
  );
});

test('it is found by what it costs and what is said of it', async () => {
  const found = async (query: string) => (await read(`/listings?${here}&${query}`)).body.map((one: Listing) => one.id);
  assert.deepEqual(await found('q=bright+station&price_max=245000'), [id]);
  assert.deepEqual(await found('price_min=245000'), []);
});

test('a worker imports lines, with prices of the past', async () => {
  const lines = ['a', 'b', 'c', 'a'].map((name, year) =>
    observationLine(`${city} ${name}`, `202${year}-01-01T00:00:00Z`, { ...home, latest_price_eur: 100_000 + year }),
  );
  const headers = { 'content-type': 'application/x-ndjson', prefer: 'wait=60' };
  const { status, body, text } = await call('POST', '/imports', `${lines.join('\n')}\n`, headers);
  assert.deepEqual([status, body?.status, body?.listings_created, body?.prices_added], [200, 'done', 3, 4], text);
  await until('they are there', async () => (await homes()).length === 4); // on a replica, too
});

test('they are in the figures of the market after a while', async () => {
  const path = `/market/series?metric=listings_on_offer&period=year&min_count=1&${here}`;
  await until(
    'the last year has all of them',
    async () => {
      const { status, body } = await call('GET', path);
      return status === 200 && body.at(-1)?.count === 4;
    },
    180,
  );
});

test('they are exported as Parquet', async () => {
  const accept = 'application/vnd.apache.parquet';
  const { status, bytes } = await readRaw(`${base}/exports/listings?${here}`, { ...mine(), accept });
  assert.equal(status, 200);
  const rows = await queryParquet(bytes, 'SELECT id::INTEGER AS id FROM file ORDER BY id');
  const ids = (await homes()).map((one) => one.id);
  assert.deepEqual(
    rows,
    ids.sort((one, other) => one - other).map((one) => ({ id: one })),
  );
});

test('what is removed is gone, with its prices', async () => {
  for (const one of await homes()) {
    await remove(one.id);
    for (const path of [`/listings/${one.id}`, `/listings/${one.id}/prices`]) await read(path, 404);
  }
  assert.deepEqual(await homes(), []);
});
