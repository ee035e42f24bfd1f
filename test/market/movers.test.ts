import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addPrice } from '../support/history.ts';
import { type History, homeLines, idsByReference } from '../support/market/home-lines.ts';
import { importLines } from '../support/observations.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';

let api: TestApi;
/** Of listings, by their references. */
let ids: ReadonlyMap<string, number>;
/** When all was recorded but what was corrected, voided or deleted since. */
let atFirst = '';

const dayMs = 86_400_000;
const now = Date.now();
const ago = (days: number) => new Date(now - days * dayMs).toISOString();
const start = '2024-01-01T00:00:00Z';
const feb = (day: string) => `2024-02-${day}T12:00:00Z`;

/** What homes cost and since when, by their references, in a city for each thing that is told of. */
const cities: Readonly<Record<string, Readonly<Record<string, History>>>> = {
  Sorts: {
    'at once': { [start]: 100_000, [feb('10')]: 90_000 },
    'in steps': { [start]: 200_000, [feb('05')]: 190_000, [feb('20')]: 180_000 },
    'up again': { [start]: 100_000, [feb('15')]: 80_000, [feb('25')]: 90_000 },
    'by more': { [start]: 50_000, [feb('10')]: 40_000 },
    same: { [start]: 100_000, [feb('10')]: 90_000, [feb('11')]: 100_000 },
    rise: { [start]: 100_000, [feb('10')]: 110_000 },
    high: { [start]: 50_000, [feb('12')]: 56_000 },
    still: { [start]: 100_000 },
  },
  Cents: {
    'of euros': { [start]: 100_000, [feb('10')]: 90_000 },
    'of tens of cents': { [start]: 850.5, [feb('10')]: 765.45 },
    'of a few euros': { [start]: 99.9, [feb('10')]: 89.91 },
    'of cents': { [start]: 0.7, [feb('10')]: 0.63 },
    'by one cent': { [start]: 999_999_999_999.99, [feb('10')]: 999_999_999_999.98 },
  },
  News: {
    new: { [feb('03')]: 300_000, [feb('18')]: 285_000 },
    unchanged: { [feb('03')]: 300_000 },
    later: { '2024-03-02T00:00:00Z': 300_000, '2024-03-03T00:00:00Z': 200_000 },
  },
  Free: {
    free: { [start]: 0, [feb('10')]: 10 },
    given: { [start]: 10, [feb('10')]: 0 },
    freeFirst: { [feb('03')]: 0, [feb('10')]: 10 },
    freeBetween: { [start]: 100, [feb('10')]: 0, [feb('11')]: 110 },
  },
  Mended: {
    voided: { [start]: 100_000, [feb('11')]: 50_000 },
    corrected: { [start]: 100_000, [feb('12')]: 95_000 },
    lateStart: { [start]: 100_000, [feb('13')]: 98_000 },
  },
  Edges: {
    atFrom: { [start]: 100_000, '2024-02-01T00:00:00Z': 99_000 },
    beforeFrom: { [start]: 100_000, '2024-01-31T23:59:59.999Z': 98_000 },
    beforeTo: { [start]: 100_000, '2024-02-29T23:59:59.999Z': 97_000 },
    atTo: { [start]: 100_000, '2024-03-01T00:00:00Z': 96_000 },
  },
  Gone: {
    deleted: { [start]: 100_000, [feb('10')]: 10_000 },
    kept: { [start]: 100_000, [feb('11')]: 90_000 },
  },
  Recent: {
    lately: { [ago(40)]: 100_000, [ago(20)]: 90_000 },
    before: { [ago(50)]: 100_000, [ago(35)]: 95_000 },
  },
};
const many = Object.fromEntries(
  Array.from({ length: 25 }, (_, n) => [`many ${n}`, { [start]: 1_000, [feb('10')]: 999 - n }]),
);

before(async () => {
  api = await startTestApi({ withLake: true });
  await importLines(api, [
    ...Object.entries(cities).flatMap(([city, homes]) => homeLines(homes, { city })),
    ...homeLines(many, { city: 'Many' }),
    ...homeLines({ moved: { [start]: 100_000, [feb('10')]: 90_000 } }, { city: 'Here', rooms_count: 2 }),
    ...homeLines({ moved: { '2024-03-10T00:00:00Z': 70_000 } }, { city: 'There', rooms_count: 3 }),
  ]);
  const [{ at = '' } = {}] = await api.sql<{ at: string }>('SELECT max(recorded_at) AS at FROM listing_price');
  atFirst = at;
  ids = await idsByReference(api);
  await addPrice(api, [idOf('voided'), null], `'${feb('11')}'`);
  await addPrice(api, [idOf('corrected'), 97_000], `'${feb('12')}'`);
  await addPrice(api, [idOf('lateStart'), 105_000], "'2024-01-20T00:00:00Z'");
  await api.sql('DELETE FROM listing WHERE id = $1', [idOf('deleted')]);
  await api.lake?.rebuild();
});
after(async () => await api.stop());

const idOf = (reference: string) => ids.get(reference) ?? 0;
const february = 'from=2024-02-01&to=2024-03-01';
const get = async (query: string): Promise<Answer> => await api.call('GET', `/market/movers?${query}`);

/** References in the order of the ids. */
const byId = (...of: string[]) => of.toSorted((one, other) => idOf(one) - idOf(other));

/** Their references, in the order of the answer. */
async function references(query: string): Promise<string[]> {
  const { status, body, text } = await get(query);
  assert.equal(status, 200, text);
  return body.map(({ listing }: { listing: { reference: string } }) => listing.reference);
}

test('a mover has what it cost at the start and the end, how often it changed, since when, and the listing', async () => {
  const { headers, body } = await get(`city=sorts&sort=cuts&limit=1&${february}`);
  assert.equal(headers.get('content-type'), 'application/json; charset=utf-8');
  const id = idOf('in steps');
  const { body: listing } = await api.call('GET', `/listings/${id}`);
  assert.deepEqual(body, [
    {
      ...{ listing_id: id, from_eur: 200_000, to_eur: 180_000, change_eur: -20_000, change_pct: -10 },
      ...{ cuts: 2, changes: 2, changed_date: '2024-02-20T12:00:00.000Z', listing },
    },
  ]);
});

const byTen = () => byId('at once', 'in steps', 'up again');

test('cuts are told where nothing is said, and those of the most percent first; of equal ones the lower id', async () => {
  assert.deepEqual(await references(`city=sorts&${february}`), ['by more', ...byTen()]);
  assert.deepEqual(await references(`city=sorts&direction=cuts&sort=percent&${february}`), ['by more', ...byTen()]);
});

for (const sort of ['amount', 'cuts']) {
  test(`by ${sort} the most of that come first; of equal ones those of more percent, then the lower id`, async () => {
    const expected = ['in steps', 'by more', ...byId('at once', 'up again')];
    assert.deepEqual(await references(`city=sorts&sort=${sort}&${february}`), expected);
  });
}

test('rises are those that cost more at the end, and have the same sorts', async () => {
  assert.deepEqual(await references(`city=sorts&direction=rises&${february}`), ['high', 'rise']);
  assert.deepEqual(await references(`city=sorts&direction=rises&sort=amount&${february}`), ['rise', 'high']);
  const { body } = await get(`city=sorts&direction=rises&limit=1&${february}`);
  assert.deepEqual([body[0].change_eur, body[0].change_pct, body[0].cuts, body[0].changes], [6_000, 12, 0, 1]);
});

test('shares are exact, however large or small the prices: what is equal in percent is equal', async () => {
  const equal = byId('of euros', 'of tens of cents', 'of a few euros', 'of cents');
  assert.deepEqual(await references(`city=cents&${february}`), [...equal, 'by one cent']);
  const { body } = await get(`city=cents&${february}`);
  const told = body.map(({ change_pct }: { change_pct: number }) => change_pct);
  assert.deepEqual(told.slice(0, -1), [-10, -10, -10, -10]);
  assert.ok(Math.abs(told.at(-1) / -1e-12 - 1) < 1e-9, told.at(-1));
});

test('what was cut and raised again counts by what came of it, with all of its changes', async () => {
  const { body } = await get(`reference=up again&${february}`);
  const { change_eur, cuts, changes, changed_date } = body[0];
  assert.deepEqual([change_eur, cuts, changes, changed_date], [-10_000, 1, 2, '2024-02-25T12:00:00.000Z']);
});

test('limit says how many there are at most: 20 where nothing is said', async () => {
  assert.deepEqual(await references(`city=many&limit=2&${february}`), ['many 24', 'many 23']);
  assert.equal((await references(`city=many&${february}`)).length, 20);
  assert.equal((await references(`city=many&limit=100&${february}`)).length, 25);
});

test('where nothing is said the last 30 days are meant, and with to alone the 30 days before it', async () => {
  assert.deepEqual(await references('city=recent'), ['lately']);
  assert.deepEqual(await references(`city=recent&to=${ago(30)}`), ['before']);
  assert.deepEqual(await references(`city=recent&from=${ago(45)}`), ['lately', 'before']);
  assert.deepEqual(await references(`city=recent&to=${new Date(now + dayMs).toISOString()}`), ['lately']);
});

test('a change at from is in between, and one at to is not', async () => {
  assert.deepEqual(await references(`city=edges&${february}`), ['beforeTo', 'atFrom']);
  assert.deepEqual(await references('city=edges&from=2024-03-01&to=2024-03-02'), ['atTo']);
});

test('a listing that was new since counts from its first price; one that came later is not on offer yet', async () => {
  const { body } = await get(`city=news&${february}`);
  assert.deepEqual(
    body.map((mover: Record<string, unknown>) => [mover.listing_id, mover.from_eur, mover.to_eur, mover.change_pct]),
    [[idOf('new'), 300_000, 285_000, -5]],
  );
});

test('what cost nothing at the start is left out, and what costs nothing at the end is not', async () => {
  assert.deepEqual(await references(`city=free&direction=rises&${february}`), ['freeBetween']);
  const { body } = await get(`city=free&${february}`);
  assert.deepEqual([body.length, body[0].listing.reference, body[0].change_pct], [1, 'given', -100]);
});

test('prices that were voided or corrected since are no changes, but they were as it was known then', async () => {
  const told = async (query: string) => {
    const { body } = await get(`city=mended&${february}${query}`);
    return body.map((mover: Record<string, unknown>) => [
      ...[mover.listing_id, mover.from_eur, mover.to_eur, mover.cuts, mover.changes],
    ]);
  };
  assert.deepEqual(await told(''), [
    [idOf('lateStart'), 105_000, 98_000, 1, 1],
    [idOf('corrected'), 100_000, 97_000, 1, 1],
  ]);
  assert.deepEqual(await told(`&known_at=${atFirst}`), [
    [idOf('voided'), 100_000, 50_000, 1, 1],
    [idOf('corrected'), 100_000, 95_000, 1, 1],
    [idOf('lateStart'), 100_000, 98_000, 1, 1],
  ]);
});

test('with known_at the listing is as it was known, and the end is that instant at most', async () => {
  const { body } = await get(`reference=corrected&known_at=${atFirst}&from=2024-02-01`);
  assert.deepEqual([body.length, body[0].listing.latest_price_eur], [1, 95_000]);
  assert.deepEqual(await references(`city=recent&known_at=${atFirst}`), ['lately']);
  assert.deepEqual(await references(`known_at=2024-06-01T00:00:00Z&${february}`), []);
});

test('a listing that was deleted since is in no answer, as known before neither', async () => {
  assert.deepEqual(await references(`city=gone&${february}`), ['kept']);
  assert.deepEqual(await references(`city=gone&known_at=${atFirst}&${february}`), ['kept']);
});

test('a listing that was deleted just now is in none either, though the lake still has it', async () => {
  const id = idOf('many 0');
  await api.sql('DELETE FROM listing WHERE id = $1', [id]);
  assert.deepEqual(await references(`ids=${id},${idOf('many 1')}&${february}`), ['many 1']);
});

test('filters are asked of listings as they were at the end, and the listing is told so', async () => {
  const { body } = await get(`reference=moved&${february}`);
  const { postal_address, latest_price_eur, rooms_count } = body[0].listing;
  assert.deepEqual([postal_address.city, latest_price_eur, rooms_count], ['Here', 90_000, 2]);
  assert.deepEqual(await references(`city=HERE&rooms_max=2&${february}`), ['moved']);
  assert.deepEqual(await references(`city=there&${february}`), []);
  assert.deepEqual(await references('city=there&rooms_min=3&from=2024-02-01&to=2024-04-01'), ['moved']);
});

test('filters of prices are asked of the price at the end', async () => {
  assert.deepEqual(
    await references(`city=sorts&price_min=90000&price_max=90000&${february}`),
    byId('at once', 'up again'),
  );
  assert.deepEqual(await references(`city=sorts&price_per_m2_max=1000&${february}`), ['by more']);
});

test('filters that are of today are asked of the listings as they are now', async () => {
  assert.deepEqual(await references(`ever_below=75000&reference=moved&${february}`), ['moved']);
  assert.deepEqual(await references(`ever_below=65000&reference=moved&${february}`), []);
});
