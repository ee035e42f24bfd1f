import fc from 'fast-check';
import type { Filters } from '../../../src/listings/search/search-query.ts';
import { boundaries, cities, countries, postalCodes, prices, surfaces, types } from './any-book.ts';

const dayMs = 86_400_000;
const recent = boundaries.filter((day) => day > '2020');

/** Near the start of a period. */
export const anyInstant = fc
  .tuple(fc.constantFrom(...recent), fc.constantFrom(-1, 0, 0, 1, 5 * dayMs))
  .map(([day, by]) => new Date(Date.parse(`${day}T00:00:00Z`) + by).toISOString());
/** As a day, where it is one. */
export const anyBound = anyInstant.chain((at) => fc.constantFrom(at, at.slice(0, 10)));

const eur = fc.constantFrom(...prices);
const m2 = fc.constantFrom(...surfaces);
const kept = {
  city: fc.constantFrom(...cities, 'SAINT ETIENNE', 'lodz', 'nowhere'),
  country: fc.constantFrom(...countries),
  postal_code: fc.constantFrom(...postalCodes, '66', 'SW', 'sw1 a', '9'),
  building_type: fc.subarray([...types], { minLength: 1 }),
  price_min: eur,
  price_max: eur,
  surface_min: m2,
  surface_max: m2,
  rooms_min: fc.integer({ min: 0, max: 3 }),
  rooms_max: fc.integer({ min: 1, max: 4 }),
  bedrooms_min: fc.integer({ min: 0, max: 2 }),
  price_per_m2_max: fc.constantFrom(0, 1_000, 2_000, 10_000, 100_000),
  created_since: anyInstant,
  updated_since: anyInstant,
  reference: fc.constantFrom('ref 1', 'ref 2', 'none'),
};
const ofNow = {
  q: fc.constantFrom('flat', 'terr', 'LOFT', 'lodz', 'nothing'),
  price_changed_since: anyInstant,
  ever_below: eur,
  price_dropped_since: anyInstant,
};

function some<T extends Record<string, fc.Arbitrary<unknown>>>(filters: T, most: number) {
  return fc
    .subarray(Object.keys(filters), { maxLength: most })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, filters[name] as fc.Arbitrary<unknown>]))),
    );
}

const drop = fc.record({ price_dropped_since: anyInstant, min_drop_pct: fc.constantFrom(0, 5, 10, 100) });

/** Filters, and the instant of which knowledge is asked, where it is; `ids` are of the listings that there are. */
export function anyFilters(ids: readonly number[]): fc.Arbitrary<{ filters: Filters; known_at: string | undefined }> {
  const withIds = { ...kept, ids: fc.subarray([...ids], { minLength: 1, maxLength: Math.min(30, ids.length) }) };
  const past = fc.record({ filters: some(withIds, 2), known_at: anyInstant.filter((at) => at > '2021') });
  const present = fc.oneof(
    { weight: 3, arbitrary: some(withIds, 2) },
    { weight: 2, arbitrary: fc.tuple(some(kept, 1), some(ofNow, 2)).map(([one, other]) => ({ ...one, ...other })) },
    { weight: 1, arbitrary: fc.tuple(some(kept, 1), drop).map(([one, other]) => ({ ...one, ...other })) },
  );
  return fc
    .oneof(
      past,
      present.map((filters) => ({ filters, known_at: undefined })),
    )
    .filter(({ filters }) => isPossible(filters));
}

function isPossible({ price_min, price_max, surface_min, surface_max, rooms_min, rooms_max }: Filters): boolean {
  return (
    (price_min ?? 0) <= (price_max ?? Number.POSITIVE_INFINITY) &&
    (surface_min ?? 0) <= (surface_max ?? Number.POSITIVE_INFINITY) &&
    (rooms_min ?? 0) <= (rooms_max ?? Number.POSITIVE_INFINITY)
  );
}
