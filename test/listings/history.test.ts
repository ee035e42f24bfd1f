import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Statement } from '../../src/db/queryable.ts';
import { readListingWithHistory } from '../../src/listings/read-listing.ts';
import { searchListings } from '../../src/listings/search/search-listings.ts';
import { addListings } from '../support/listing-rows.ts';
import { someListing } from '../support/listings.ts';
import { linkOf, nextOf, walkPages } from '../support/next-page.ts';
import { summaryOf } from '../support/price-summary.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

type Told = { id: number; latest_price_eur: number; history: ReturnType<typeof summaryOf> };

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(() => api.stop());

async function create(price: number): Promise<string> {
  return `/listings/${(await api.call('POST', '/listings', someListing({ latest_price_eur: price }))).body.id}`;
}
const told = (path: string, headers = {}) => api.call('GET', `${path}?with=history`, undefined, headers);
const state = (path: string, at: string, price_eur: number) =>
  api.call('PUT', `${path}/prices/${at}`, { price_eur }, {});

async function twelveMonthsAgo(): Promise<number> {
  const [row] = await api.sql<{ at: string }>("SELECT now() - interval '12 months' AS at");
  return Date.parse(row?.at ?? '');
}

test('a listing whose price never changed has one price, and nothing before it', async () => {
  const path = await create(100);
  await api.call('PATCH', path, { rooms_count: 5 });
  const { body } = await told(path);
  const { created_date } = body;
  assert.deepEqual(body.history, {
    ...{ first_price_eur: 100, first_date: created_date, lowest_price_eur: 100, highest_price_eur: 100 },
    ...{ changes: 0, cuts: 0, recent: [{ price_eur: 100, created_date }] },
  });
});

test('it tells changes and cuts, from the first price on, and what the price was before the last change', async () => {
  const path = await create(90);
  await state(path, '2020-01-01T00:00:00Z', 100);
  await state(path, '2020-02-01T00:00:00Z', 110);
  await state(path, '2020-03-01T00:00:00Z', 110);
  const { body } = await told(path);
  assert.deepEqual(body.history, {
    ...{ first_price_eur: 100, first_date: '2020-01-01T00:00:00.000Z', lowest_price_eur: 90, highest_price_eur: 110 },
    ...{ changes: 2, cuts: 1, previous_price_eur: 110, changed_date: body.created_date },
    recent: [
      { price_eur: 110, created_date: '2020-03-01T00:00:00.000Z' },
      { price_eur: 90, created_date: body.created_date },
    ],
  });
});

test('the same amount stated again for later is a price, but no change', async () => {
  const path = await create(90);
  await state(path, '2020-01-01T00:00:00Z', 100);
  await state(path, '2020-02-01T00:00:00Z', 90);
  const { history } = (await told(path)).body;
  assert.deepEqual([history.changes, history.cuts, history.previous_price_eur], [1, 1, 100]);
  assert.equal(history.changed_date, '2020-02-01T00:00:00.000Z');
  assert.equal(history.recent.length, 2);
});

test('what was corrected or voided is in none of it', async () => {
  const path = await create(90);
  await state(path, '2020-01-01T00:00:00Z', 5);
  await state(path, '2020-01-01T00:00:00Z', 100);
  await state(path, '2020-02-01T00:00:00Z', 7_000);
  await api.call('DELETE', `${path}/prices/2020-02-01T00:00:00Z`);
  const { history } = (await told(path)).body;
  assert.deepEqual([history.first_price_eur, history.lowest_price_eur, history.highest_price_eur], [100, 90, 100]);
  assert.deepEqual([history.changes, history.cuts, history.previous_price_eur], [1, 1, 100]);
});

test('without with=history no read and no write tells a history', async () => {
  const path = await create(100);
  const answers = [await api.call('GET', path), await api.call('PATCH', path, { latest_price_eur: 90 })];
  for (const { body } of [...answers, { body: (await api.call('GET', '/listings')).body[0] }])
    assert.equal('history' in body, false);
});

test('every page has it, in any order, and leads on and back with it', async () => {
  const book = await startTestApi();
  try {
    await addListings(book, 3);
    await addListings(book, 2, { surface_area_m2: 0, price: 7 });
    await addListings(book, 2, { postal_code: '660' });
    const sorts = ['id', '-id', 'created_date', '-latest_price_eur', 'price_per_m2', '-price_per_m2'];
    for (const query of [...sorts.map((sort) => `sort=${sort}`), 'postal_code=660', 'q=flat', 'rooms_min=3']) {
      for (const limit of [2, 100]) {
        const path = `/listings?${query}&limit=${limit}`;
        const plain = await walkPages<Told>(book, path);
        const withHistory = await walkPages<Told>(book, `${path}&with=history`);
        assert.deepEqual(
          withHistory.map(({ history: _, ...listing }) => listing),
          plain,
          path,
        );
        for (const { latest_price_eur, history } of withHistory)
          assert.equal(history.first_price_eur, latest_price_eur);
      }
    }
    const second = await book.call('GET', nextOf(book, await book.call('GET', '/listings?limit=2&with=history')) ?? '');
    const back = await book.call('GET', linkOf(book, second, 'prev') ?? '');
    assert.deepEqual(back.body, (await book.call('GET', '/listings?limit=2&with=history')).body);
  } finally {
    await book.stop();
  }
});

test('of a long history the latest 60 prices are told, and all of them count', async () => {
  const path = await create(100);
  await api.sql(
    `INSERT INTO listing_price (listing_id, effective_at, recorded_at, price_eur)
     SELECT id, at, listing_record_time(id, at), 1000 + n * 37 % 101
     FROM (SELECT $1::bigint AS id, n, date_trunc('hour', now()) - (5001 - n) * interval '1 hour' AS at
       FROM generate_series(1, 5000) AS n) AS stated`,
    [path.split('/')[2]],
  );
  const { history } = (await told(path)).body;
  const prices = await walkPages<{ price_eur: number; created_date: string }>(api, `${path}/prices`);
  assert.equal(prices.length, 5_001);
  assert.deepEqual(history, summaryOf(prices, new Date(await twelveMonthsAgo()).toISOString()));
  assert.equal(history.recent.length, 60);
});

test('a page or a listing with its history is one statement, so both are of one moment', async () => {
  const path = await create(100);
  const sent: Statement[] = [];
  const db = {
    query: <Row extends object>(statement: Statement) => {
      sent.push(statement);
      return api.db.reads.query<Row>(statement);
    },
  };
  const now = { asOf: 'infinity', knownAt: 'infinity' } as const;
  const page = await searchListings(db, { with: 'history' }, now);
  assert.ok(page.listings.every(({ history }) => history !== undefined));
  assert.equal(sent.length, 1);
  const { listing } = await readListingWithHistory(db, path.split('/')[2] ?? '');
  assert.deepEqual([listing.history?.first_price_eur, sent.length], [100, 2]);
});

test('while prices change the last of a history is the price of its listing', async () => {
  const paths = [await create(1_000), await create(1_000)];
  const ids = paths.map((path) => path.split('/')[2]).join();
  let isOver = false;
  const writing = paths.map(async (path) => {
    for (let n = 1; n <= 60; n += 1) await api.call('PATCH', path, { latest_price_eur: 1_000 + (n % 7) });
  });
  const over = Promise.all(writing).finally(() => {
    isOver = true;
  });
  const seen = new Set<number>();
  while (!isOver) {
    const page: Told[] = (await api.call('GET', `/listings?ids=${ids}&with=history`)).body;
    for (const listing of [...page, (await told(paths[0] ?? '')).body as Told]) {
      assert.equal(listing.history.recent.at(-1)?.price_eur, listing.latest_price_eur);
      seen.add(listing.history.changes);
    }
  }
  await over;
  assert.ok(seen.size > 3, `only ${seen.size} states were seen`);
});

test('the tag names the version, and from when on the recent prices are: neither moves without another tag', async () => {
  const path = await create(100);
  const begin = (await twelveMonthsAgo()) + 3_000;
  const leaving = new Date(begin - 10_000).toISOString();
  await state(path, leaving, 120);
  await state(path, new Date(begin).toISOString(), 110);
  const first = await told(path);
  const etag = first.headers.get('etag') ?? '';
  assert.deepEqual([etag, first.body.history.recent.length], [`"3-${leaving}"`, 3]);
  assert.equal((await told(path, { 'if-none-match': etag })).status, 304);
  await until('the first price is of the last twelve months no more', async () => {
    return (await told(path)).body.history.recent.length === 2;
  });
  const later = await told(path, { 'if-none-match': etag });
  assert.deepEqual([later.status, later.headers.get('etag')], [200, `"3-${new Date(begin).toISOString()}"`]);
  await api.call('PATCH', path, { rooms_count: 9 });
  const changed = await told(path, { 'if-none-match': later.headers.get('etag') ?? '' });
  assert.equal(changed.status, 200);
});

test('the tag of a listing without its history is not known to the one with it, nor the other way round', async () => {
  const path = await create(100);
  const [plain, whole] = [await api.call('GET', path), await told(path)];
  assert.equal((await told(path, { 'if-none-match': plain.headers.get('etag') ?? '' })).status, 200);
  const other = { 'if-none-match': whole.headers.get('etag') ?? '' };
  assert.equal((await api.call('GET', path, undefined, other)).status, 200);
});

test('a write takes the tag of a listing with its history for that of its version, in any coding', async () => {
  const path = await create(100);
  for (const coding of ['identity', 'gzip']) {
    const tag = (await told(path, { 'accept-encoding': coding })).headers.get('etag') ?? '';
    const write = () => api.call('PATCH', path, { rooms_count: coding.length }, { 'if-match': tag });
    assert.equal((await write()).status, 200, tag);
    assertProblem(await write(), 'stale');
  }
});

test('a page has another tag when a history is another one', async () => {
  const path = await create(100);
  const page = () => api.call('GET', `/listings?ids=${path.split('/')[2]}&with=history`);
  const before = await page();
  await state(path, '2020-01-01T00:00:00Z', 5);
  assert.notEqual((await page()).headers.get('etag'), before.headers.get('etag'));
});

const wrong = [
  ['/listings?with=prices', 'must be history'],
  ['/listings/1?with=prices', 'must be history'],
  ['/listings?with=', 'must be history'],
  ['/listings/1?with=history&with=history', 'must be given once'],
  ['/listings?with=history&as_of=then', 'is for listings as they are now: leave out as_of'],
  ['/listings/1?with=history&as_of=then', 'is for listings as they are now: leave out as_of'],
  [
    '/listings/1?with=history&as_of=then&known_at=then',
    'is for listings as they are now: leave out as_of and known_at',
  ],
] as const;
for (const [path, detail] of wrong) {
  test(`GET ${path} is refused by name`, async () => {
    const answer = await api.call('GET', path.replaceAll('then', '2024-01-01T00:00:00Z'));
    assertProblem(answer, 'invalid', { parameters: ['with'] });
    assert.equal(answer.body.errors[0].detail, detail);
  });
}

test('a listing that is not there is not found with its history either', async () => {
  assertProblem(await told('/listings/999999'), 'not-found');
  assertProblem(await told('/listings/x'), 'not-found');
});
