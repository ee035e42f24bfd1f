import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPrice } from '../support/history.ts';
import { addListing, type ListingColumns } from '../support/listing-rows.ts';
import { assertProblem } from '../support/problem.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';
import { until } from '../support/until.ts';

type Homes = readonly ListingColumns[];

let api: TestApi;
/** What is in a city before the tests, and the ids that it gets. */
const cities = new Map<string, { homes: Homes; ids: number[] }>();

/** Asks where the first of these homes stands among the others. */
function firstOf(city: string, homes: Homes): (query?: string) => Promise<Answer['body']> {
  cities.set(city, { homes, ids: [] });
  return async (query = '') => await told(idIn(city, 0), query);
}

const idIn = (city: string, n: number): number => cities.get(city)?.ids[n] ?? 0;
/** Apartments of these sizes that cost 100,000 EUR. */
const ofSizes = (...sizes: number[]): Homes => sizes.map((surface_area_m2) => ({ surface_area_m2 }));
/** Apartments of 50 m2 at these prices. */
const atPrices = (...prices: number[]): Homes => prices.map((price) => ({ surface_area_m2: 50, price }));

before(async () => {
  api = await startTestApi({ withLake: true });
  for (const [city, { homes, ids }] of cities) {
    for (const home of homes) ids.push(await addListing(api, { city, price: 100_000, ...home }));
  }
  await changePrices();
  await api.lake?.rebuild();
});
after(async () => await api.stop());

const get = async (id: number, query = ''): Promise<Answer> => await api.call('GET', `/listings/${id}/market?${query}`);

async function told(id: number, query = ''): Promise<Answer['body']> {
  const { status, body, text } = await get(id, query);
  assert.equal(status, 200, text);
  return body;
}

/** Within how many percent of its surface they are, and how many. */
function sizes({ comparable }: Answer['body']): [number | undefined, number] {
  return [comparable.size_within_pct, comparable.count];
}

const comparableIn = (city: string) => ({ country: 'FR', city, building_type: 'APARTMENT' });

const whole = firstOf('Whole', [...atPrices(105_000, 80_000, 100_000, 120_000, 130_000), ...ofSizes(60)]);
test('it is compared with those of its city and kind, of about its size', async () => {
  const { difference_pct, ...rest } = await whole();
  assert.ok(Math.abs(difference_pct - 5) < 1e-9, difference_pct);
  assert.deepEqual(rest, {
    ...{ listing_id: idIn('Whole', 0), price_per_m2: 2_100, cuts: 0 },
    comparable: { ...comparableIn('Whole'), size_within_pct: 20, count: 5 },
    ...{ p25_price_per_m2: 1_666.67, median_price_per_m2: 2_000, p75_price_per_m2: 2_400 },
    ...{ cheaper_share: 0.6, cuts_per_listing: 0, cut_share: 0 },
  });
});

const sized = firstOf('Sizes', ofSizes(50, 50, 45, 30, 75, 10, 200));
test('sizes are within 20 percent, where these are fewer than min_count within 50, and else any', async () => {
  assert.deepEqual(sizes(await sized('min_count=2')), [20, 2]);
  assert.deepEqual(sizes(await sized('min_count=3')), [50, 4]);
  assert.deepEqual(sizes(await sized('min_count=4')), [50, 4]);
  assert.deepEqual(sizes(await sized()), [undefined, 6]);
});

for (const [surface, within20, within50] of [
  [50, [40, 60], [25, 75]],
  [50.5, [40.4, 60.6], [25.25, 75.75]],
  [62.3, [49.84, 74.76], [31.15, 93.45]],
  [10.04, [8.032, 12.048], [5.02, 15.06]],
] as const) {
  const beyond = ([least, most]: readonly [number, number]) => [least - 0.001, most + 0.001];
  const others = [...within20, ...beyond(within20), ...within50, ...beyond(within50)];
  const ask = firstOf(`Edges of ${surface}`, ofSizes(surface, ...others));
  test(`the very edge of a band is in it, and what is beyond is not: of ${surface} m2`, async () => {
    assert.deepEqual(sizes(await ask('min_count=2')), [20, 2]);
    assert.deepEqual(sizes(await ask('min_count=3')), [50, 6]);
  });
}

const few = firstOf('Few', ofSizes(50, 50, 50, 50, 50));
test('what would be of fewer than min_count is left out', async () => {
  const own = { listing_id: idIn('Few', 0), price_per_m2: 2_000, cuts: 0 };
  assert.deepEqual(await few(), { ...own, comparable: { ...comparableIn('Few'), count: 4 } });
  assert.equal((await few('min_count=4')).median_price_per_m2, 2_000);
});

const alone = firstOf('Alone', ofSizes(50));
test('a listing that is alone has itself to tell of', async () => {
  const own = { listing_id: idIn('Alone', 0), price_per_m2: 2_000, cuts: 0 };
  assert.deepEqual(await alone('min_count=1'), { ...own, comparable: { ...comparableIn('Alone'), count: 0 } });
});

for (const surface of [0, 0.009]) {
  const city = `Bare ${surface}`;
  const bare = firstOf(city, ofSizes(surface, 50, 200));
  test(`a listing of ${surface} m2 is compared with those of any, and nothing is told that needs its own`, async () => {
    const quartiles = { p25_price_per_m2: 875, median_price_per_m2: 1_250, p75_price_per_m2: 1_625 };
    assert.deepEqual(await bare('min_count=2'), {
      ...{ listing_id: idIn(city, 0), comparable: { ...comparableIn(city), count: 2 } },
      ...{ cuts: 0, ...quartiles, cuts_per_listing: 0, cut_share: 0 },
    });
  });
}

const amongBare = firstOf('Among bare', ofSizes(50, 50, 0, 0.009));
test('others without a surface are in no band and in no price per m2, but in the cuts', async () => {
  assert.deepEqual(sizes(await amongBare('min_count=1')), [20, 1]);
  assert.deepEqual(await amongBare('min_count=2'), {
    ...{ listing_id: idIn('Among bare', 0), price_per_m2: 2_000, cuts: 0 },
    comparable: { ...comparableIn('Among bare'), count: 3 },
    ...{ cuts_per_listing: 0, cut_share: 0 },
  });
});

const tied = firstOf('Ties', [
  ...[...atPrices(100_000, 100_000, 99_999.99, 100_000.01), { surface_area_m2: 55, price: 110_000 }],
]);
test('cheaper_share is of those that cost less per m2: one that costs the same is not cheaper', async () => {
  const { cheaper_share, difference_pct } = await tied('min_count=4');
  assert.deepEqual([cheaper_share, difference_pct], [0.25, 0]);
});

const amongFree = firstOf('Among free', atPrices(100_000, 0, 0));
test('there is no difference from a median of nothing, but a share of those that are cheaper', async () => {
  const { median_price_per_m2, difference_pct, cheaper_share } = await amongFree('min_count=2');
  assert.deepEqual([median_price_per_m2, difference_pct, cheaper_share], [0, undefined, 1]);
});

const cut = firstOf('Cuts', ofSizes(50, 50, 50, 50));
async function changePrices(): Promise<void> {
  const [own, often, once, voided] = [0, 1, 2, 3].map((n) => idIn('Cuts', n)) as [number, number, number, number];
  for (const price of [90_000, 80_000, 85_000, 70_000]) await addPrice(api, [often, price]);
  for (const id of [own, once, voided]) await addPrice(api, [id, 90_000]);
  await addPrice(api, [voided, null], 'updated_date');
}
test('cuts are all that there were since the first price, without those that were voided', async () => {
  const { cuts, cuts_per_listing, cut_share } = await cut('min_count=3');
  assert.deepEqual([cuts, cuts_per_listing, cut_share], [1, 4 / 3, 2 / 3]);
});

const inPerols = firstOf('Pérols', [
  ...ofSizes(50),
  ...[{ city: 'PEROLS' }, { country: 'ES' }, { building_type: 'HOUSE' }].map((home) => ({
    ...{ surface_area_m2: 50, ...home },
  })),
]);
test('a city counts however it is spelled, but not that of another country, nor another kind of home', async () => {
  const { comparable } = await inPerols('min_count=1');
  assert.deepEqual(comparable, { ...comparableIn('Pérols'), size_within_pct: 20, count: 1 });
});

const left = firstOf('Left', ofSizes(50, 50));
test('a listing that there is not, or not any more, is answered 404, and is nobody to compare with', async () => {
  assert.deepEqual(sizes(await left('min_count=1')), [20, 1]);
  const deleted = idIn('Left', 1);
  await api.sql('DELETE FROM listing WHERE id = $1', [deleted]);
  for (const id of [deleted, 987_654_321]) assertProblem(await get(id), 'not-found');
  await api.lake?.follow();
  await until('the lake without it is seen', async () => (await left()).comparable.count === 0);
});

test('a listing that the lake does not have as it is now is compared as the tables have it', async () => {
  const id = await addListing(api, { city: 'Cuts', surface_area_m2: 50, price: 100_000 });
  const { price_per_m2, cuts, comparable } = await told(id);
  assert.deepEqual([price_per_m2, cuts, comparable.count], [2_000, 0, 4]);
  await api.sql('UPDATE listing SET price = 60000, surface_area_m2 = 60 WHERE id = $1', [id]);
  const later = await told(id);
  assert.deepEqual([later.price_per_m2, later.cuts, later.comparable.count], [1_000, 1, 4]);
  await api.sql("UPDATE listing SET city = 'Moved' WHERE id = $1", [id]);
  assert.equal((await told(id)).comparable.count, 0);
});

test('Data-As-Of is an instant up to which all is in', async () => {
  const { headers } = await get(idIn('Few', 0));
  const asOf = headers.get('data-as-of') ?? '';
  const { body: listing } = await api.call('GET', `/listings/${idIn('Few', 0)}`);
  assert.ok(asOf > listing.created_date && asOf <= new Date().toISOString(), asOf);
});

for (const [query, parameter] of [
  ['min_count=0', 'min_count'],
  ['min_count=many', 'min_count'],
  ['max_lag=0', 'max_lag'],
  ['known_at=2024-01-01T00:00:00Z', 'known_at'],
] as const) {
  test(`${query} is refused, and ${parameter} named`, async () => {
    assertProblem(await get(idIn('Few', 0), query), 'invalid', { parameters: [parameter] });
  });
}

test('a server without a lake tells where nothing stands', async () => {
  const other = await startTestApi();
  const id = await addListing(other);
  assertProblem(await other.call('GET', `/listings/${id}/market`), 'switched-off');
  await other.stop();
});
