import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { setClock } from '../support/clock.ts';
import { someListing } from '../support/listings.ts';
import { walkPages } from '../support/next-page.ts';
import { assertProblem } from '../support/problem.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';
import { within } from '../support/within.ts';

const day = (n: number) => `2024-03-${String(n).padStart(2, '0')}T00:00:00.000Z`;
const moment = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

let api: TestApi;
let id: number;
let path: string;

/**
 * 1 March: created at 100. 3: another name, street and phone number. 5: at 90. 7: price and rooms at once. 9: it is learnt
 * that it cost 95 from the 4th on. 11: the price of the 5th is voided.
 */
before(async () => {
  api = await startTestApi();
  await at(1, 'POST', '/listings', someListing({ latest_price_eur: 100, reference: 'A-1' }));
  await at(3, 'PATCH', path, {
    ...{ name: 'Moulin', contact_phone_number: '+33612345678', reference: null },
    postal_address: { street_address: '2 rue du Moulin' },
  });
  await at(5, 'PATCH', path, { latest_price_eur: 90 });
  await at(7, 'PATCH', path, { latest_price_eur: 80, rooms_count: 5 });
  await at(9, 'PUT', `${path}/prices/${day(4)}`, { price_eur: 95 });
  await at(11, 'DELETE', `${path}/prices/${day(5)}`);
});
after(async () => await api.stop());

async function at(n: number, ...[method, where, body]: [string, string, unknown?]): Promise<void> {
  await setClock(api, day(n));
  const answer = await api.call(method, where, body);
  assert.ok(answer.status < 300, answer.text);
  if (method !== 'POST') return;
  id = answer.body.id;
  path = `/listings/${id}`;
}

type Expected = { price: number; name: string; rooms: number; updated: string };

const original = { name: 'Flat in Perpinyà', rooms: 3 };
const renamed = { name: 'Moulin', rooms: 3 };
const enlarged = { name: 'Moulin', rooms: 5 };

/** As believed today, and as believed on the 8th and the 10th. */
const cases: [asOf: string, knownAt: string | undefined, expected: Expected | undefined][] = [
  [moment(day(1), -1), undefined, undefined],
  [day(1), undefined, { ...original, price: 100, updated: day(1) }],
  [moment(day(3), -1), undefined, { ...original, price: 100, updated: day(1) }],
  [day(3), undefined, { ...renamed, price: 100, updated: day(3) }],
  [day(4), undefined, { ...renamed, price: 95, updated: day(4) }],
  [day(6), undefined, { ...renamed, price: 95, updated: day(5) }],
  [day(7), undefined, { ...enlarged, price: 80, updated: day(7) }],
  [day(20), undefined, { ...enlarged, price: 80, updated: day(7) }],
  [day(4), day(8), { ...renamed, price: 100, updated: day(3) }],
  [day(6), day(8), { ...renamed, price: 90, updated: day(5) }],
  [day(6), day(10), { ...renamed, price: 90, updated: day(5) }],
  [day(4), day(10), { ...renamed, price: 95, updated: day(4) }],
  [day(20), day(2), { ...original, price: 100, updated: day(1) }],
  [day(20), day(6), { ...renamed, price: 90, updated: day(5) }],
  [day(20), moment(day(7), -1), { ...renamed, price: 90, updated: day(5) }],
  [day(20), day(7), { ...enlarged, price: 80, updated: day(7) }],
  [day(20), moment(day(1), -1), undefined],
];

for (const [asOf, knownAt, expected] of cases) {
  test(`as of ${asOf}, known at ${knownAt ?? 'any time'}, the listing and the page are as they were`, async () => {
    await setClock(api, day(21));
    const query = `as_of=${asOf}${knownAt === undefined ? '' : `&known_at=${knownAt}`}`;
    const one = await api.call('GET', `${path}?${query}`);
    const page = await api.call('GET', `/listings?${query}`);
    assert.equal(page.status, 200);
    if (!expected) {
      assertProblem(one, 'not-found');
      assert.match(
        one.body.detail,
        knownAt === undefined ? /known since 2024-03-01T00:00:00.000Z/ : /Nothing was known/,
      );
      assert.deepEqual(page.body, []);
      return;
    }
    const { latest_price_eur: price, name, rooms_count: rooms, updated_date: updated, created_date } = one.body;
    assert.deepEqual({ price, name, rooms, updated }, expected);
    assert.equal(created_date, day(1));
    assert.deepEqual(page.body, [one.body]);
    for (const answer of [one, page]) {
      const final = knownAt === undefined ? 'no-cache' : 'max-age=86400, immutable';
      assert.equal(answer.headers.get('cache-control'), final);
    }
  });
}

test('every attribute is of then, also those that were left out or nested', async () => {
  const before = (await api.call('GET', `${path}?as_of=${day(2)}`)).body;
  const after = (await api.call('GET', `${path}?as_of=${day(3)}`)).body;
  assert.deepEqual([before.reference, before.contact_phone_number], ['A-1', undefined]);
  assert.deepEqual([after.reference, after.contact_phone_number], [undefined, '+33612345678']);
  assert.equal(before.postal_address.street_address, '1 rue des Lilas');
  assert.deepEqual(after.postal_address, { ...before.postal_address, street_address: '2 rue du Moulin' });
});

test('as of now it is what it is, member by member', async () => {
  const now = new Date().toISOString();
  assert.deepEqual((await api.call('GET', `${path}?as_of=${now}`)).body, (await api.call('GET', path)).body);
});

test('H3: each instant that the API printed, given back as as_of, finds that very price', async () => {
  const prices = (await api.call('GET', `${path}/prices`)).body;
  assert.equal(prices.length, 3);
  for (const { price_eur, created_date } of prices) {
    assert.equal((await api.call('GET', `${path}?as_of=${created_date}`)).body.latest_price_eur, price_eur);
  }
});

test('H3: so does an instant before the listing was created, at which a price was stated later', async () => {
  const other = (await api.call('POST', '/listings', someListing())).body.id;
  const early = '2020-01-01T00:00:00.000Z';
  await api.call('PUT', `/listings/${other}/prices/${early}`, { price_eur: 7 });
  const { body } = await api.call('GET', `/listings/${other}?as_of=${early}`);
  assert.deepEqual([body.latest_price_eur, body.updated_date], [7, early]);
  assert.equal((await api.call('DELETE', `/listings/${other}`)).status, 204);
});

test('pages of the past follow their links, and each listing is there once', async () => {
  const body = someListing();
  await setClock(api, day(2));
  for (let n = 0; n < 7; n += 1) await api.call('POST', '/listings', body);
  await setClock(api, day(8));
  for (let n = 0; n < 5; n += 1) await api.call('POST', '/listings', body);
  const count = async (n: number) => {
    const listings = await walkPages<{ id: number }>(api, `/listings?limit=3&as_of=${day(n)}`);
    const ids = listings.map((listing) => listing.id);
    assert.deepEqual(
      ids,
      [...new Set(ids)].sort((a, b) => a - b),
    );
    return ids.length;
  };
  assert.deepEqual([await count(1), await count(2), await count(7), await count(8)], [1, 8, 8, 13]);
});

for (const parameter of ['as_of', 'known_at']) {
  test(`${parameter} has to be an instant, and not of the future`, async () => {
    const future = new Date(Date.now() + 60_000).toISOString();
    const wrong = ['', 'now', 'yesterday', '2024-03-01', '2024-02-30T00:00:00Z', '2024-03-01T00:00:00', '17', future];
    for (const where of ['/listings', path, ...(parameter === 'known_at' ? [`${path}/prices`] : [])]) {
      for (const text of wrong) {
        const answer = await api.call('GET', `${where}?${parameter}=${encodeURIComponent(text)}`);
        assertProblem(answer, 'invalid', { parameters: [parameter] });
      }
    }
  });
}

test('H10: what an open transaction may still record is no answer yet; once it ends there is one, for ever', async () => {
  await api.sql(`CREATE OR REPLACE FUNCTION listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$`);
  const { body } = await api.call('POST', '/listings', someListing());
  const listing = `/listings/${body.id}`;
  const writer = await api.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('UPDATE listing SET price = 5 WHERE id = $1', [body.id]);
    await until('a moment passes', async () => Date.now() > Date.parse(body.updated_date) + 50);
    const knownAt = new Date().toISOString();
    await until('a moment passes', async () => new Date().toISOString() > knownAt);
    const asked = `${listing}?known_at=${knownAt}`;
    const open = await api.call('GET', asked);
    assertProblem(open, 'unavailable');
    assert.match(open.body.detail, /not final yet/);
    assertProblem(await whileSetBack(() => api.call('GET', asked)), 'unavailable');
    assert.equal((await api.call('GET', `${listing}?known_at=${body.updated_date}`)).body.latest_price_eur, 100_000);
    const waiting = api.call('GET', asked);
    await writer.query('COMMIT');
    assert.equal((await waiting).body.latest_price_eur, 5);
    await api.call('PATCH', listing, { latest_price_eur: 6 });
    assert.equal((await api.call('GET', asked)).body.latest_price_eur, 5);
  } finally {
    await writer.end();
  }
});

test('an offset whose plus sign is not encoded is told so', async () => {
  const answer = await api.call('GET', `${path}?as_of=2024-03-01T02:00:00+02:00`);
  assertProblem(answer, 'invalid', { parameters: ['as_of'] });
  assert.match(answer.body.errors[0].detail, /; a plus sign is written %2B$/);
});

/** Sets the clock of the service back an hour, a moment after the work has begun. */
async function whileSetBack<T>(work: () => Promise<T>): Promise<T> {
  const right = Date.now;
  const doing = work();
  await sleep(50);
  Date.now = () => right() - 3_600_000;
  try {
    return await within(20_000, 'it is over', doing);
  } finally {
    Date.now = right;
  }
}
