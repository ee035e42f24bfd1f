import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { linkOf } from '../support/next-page.ts';
import { found, type ModelQuery } from '../support/search/search-model.ts';
import {
  type BookListing,
  cities,
  countries,
  day,
  days,
  postalCodes,
  types,
  words,
  writeBook,
} from '../support/search/searched-book.ts';
import { type Answer, startTestApi, type TestApi } from '../support/test-api.ts';
import { thorough } from '../support/thorough.ts';

let api: TestApi;
let book: BookListing[];
before(async () => {
  api = await startTestApi();
  book = await writeBook(api, 400, 7);
});
after(() => api.stop());

const instant = fc.integer({ min: -1, max: days }).map(day);
const eur = fc.constantFrom(0, 80_000, 89_999.99, 95_000, 100_000, 100_000.5, 500_000);
const m2 = fc.constantFrom(0, 25, 50.5, 99);

const filters = {
  city: fc.constantFrom(...cities, 'perpinya', 'SAINT ETIENNE', 'lodz', 'strasse', 'aero', 'nowhere'),
  country: fc.constantFrom(...countries),
  postal_code: fc.constantFrom(...postalCodes, '66', '6', 'SW', 'sw1 a', '9'),
  building_type: fc.subarray(types as ('STUDIO' | 'APARTMENT' | 'HOUSE')[], { minLength: 1 }),
  price_min: eur,
  price_max: eur,
  surface_min: m2,
  surface_max: m2,
  rooms_min: fc.integer({ min: 0, max: 5 }),
  rooms_max: fc.integer({ min: 0, max: 5 }),
  bedrooms_min: fc.integer({ min: 0, max: 4 }),
  price_per_m2_max: fc.constantFrom(0, 1_000, 1_600, 2_000, 1e6),
  created_since: instant,
  updated_since: instant,
  q: fc
    .array(fc.constantFrom(...words, ...cities, 'TERRASSE', 'terr', 'te', 'etage', 'rue', 'xyz'), {
      minLength: 1,
      maxLength: 3,
    })
    .map((some) => some.join(' ')),
  reference: fc.constantFrom('ref 0', 'ref 3', 'ref 1', 'none'),
  ids: fc.uniqueArray(fc.integer({ min: 1, max: 450 }), { minLength: 1, maxLength: 30 }),
  price_changed_since: instant,
  ever_below: eur,
};
const drops = fc.record(
  { price_dropped_since: instant, min_drop_pct: fc.constantFrom(0, 5, 10, 20, 100) },
  { requiredKeys: ['price_dropped_since'] },
);
const orders = ['id', 'created_date', 'updated_date', 'latest_price_eur', 'price_per_m2', 'surface_area_m2'];
const bothWays = (names: string[]) => fc.constantFrom(...names.flatMap((name) => [name, `-${name}`]));

/** Up to three filters, so that something is found. */
const some = fc
  .subarray(Object.keys(filters) as (keyof typeof filters)[], { maxLength: 3 })
  .chain(
    (names) => fc.record(Object.fromEntries(names.map((name) => [name, filters[name]]))) as fc.Arbitrary<ModelQuery>,
  )
  .filter(isPossible);
const query = fc.oneof(
  fc.tuple(some, bothWays(orders)).map(([given, sort]): ModelQuery => ({ ...given, sort })),
  fc
    .tuple(some, drops, bothWays([...orders, 'largest_drop']))
    .map(([given, dropped, sort]): ModelQuery => ({ ...given, ...dropped, sort })),
);

function isPossible({ price_min, price_max, surface_min, surface_max, rooms_min, rooms_max }: ModelQuery): boolean {
  return (
    (price_min ?? 0) <= (price_max ?? Number.POSITIVE_INFINITY) &&
    (surface_min ?? 0) <= (surface_max ?? Number.POSITIVE_INFINITY) &&
    (rooms_min ?? 0) <= (rooms_max ?? Number.POSITIVE_INFINITY)
  );
}

test('a search finds what a look at every listing finds, in its order, on pages of any length, forwards and back', async () => {
  await fc.assert(
    fc.asyncProperty(query, fc.constantFrom(1, 3, 7, 50, 1000), async (asked, limit) => {
      const expected = found(book, asked);
      const path = pathOf({ ...asked, limit: String(expected.length / limit > 15 ? 1000 : limit), count: 'exact' });
      const forwards: number[][] = [];
      let page = await read(path);
      let last = page;
      assert.equal(page.headers.get('total-count'), String(expected.length));
      assert.equal(linkOf(api, page, 'prev'), undefined, 'the first page has none before it');
      for (;;) {
        forwards.push(idsOf(page));
        last = page;
        const next = linkOf(api, page, 'next');
        if (!next) break;
        page = await read(next);
      }
      assert.deepEqual(forwards.flat(), expected);
      const backwards = [idsOf(last)];
      for (let prev = linkOf(api, last, 'prev'); prev; ) {
        const before = await read(prev);
        backwards.unshift(idsOf(before));
        prev = linkOf(api, before, 'prev');
      }
      assert.deepEqual(backwards, forwards);
    }),
    { numRuns: thorough ? 120 : 60 },
  );
});

function pathOf(asked: object): string {
  return `/listings?${new URLSearchParams(Object.entries(asked).map(([name, value]): [string, string] => [name, String(value)]))}`;
}

async function read(path: string): Promise<Answer> {
  const answer = await api.call('GET', path);
  assert.equal(answer.status, 200, `${path}: ${answer.text}`);
  return answer;
}

const idsOf = ({ body }: Answer): number[] => body.map(({ id }: { id: number }) => id);
