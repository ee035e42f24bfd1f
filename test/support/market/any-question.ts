import fc from 'fast-check';
import { metricNames } from '../../../src/market/figures/metrics.ts';
import { boundaries, cities, countries, postalCodes, prices, surfaces, types } from './any-book.ts';
import { groupNames, type MarketQuestion, type PeriodName } from './market-question.ts';

const dayMs = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
const recent = boundaries.filter((day) => day > '2020');

const instant = fc
  .tuple(fc.constantFrom(...recent), fc.constantFrom(-1, 0, 0, 1, 5 * dayMs))
  .map(([day, by]) => iso(Date.parse(`${day}T00:00:00Z`) + by));
/** As a day, where it is one. */
const bound = instant.chain((at) => fc.constantFrom(at, at.slice(0, 10)));

/** How many periods there may be from `from` to `to`: the plain definitions look at every listing at the end of each. */
const spans: Readonly<Record<PeriodName, number>> = { day: 45, week: 300, month: 900, quarter: 2_000, year: 150_000 };

const period = fc.constantFrom(...(Object.keys(spans) as PeriodName[]));
const early = fc.constantFrom('0001-01-01', '1899-12-31', '1969-12-31T23:59:59.999Z');

const span = period.chain((name) =>
  fc
    .record({
      from:
        name === 'year'
          ? fc.oneof(
              early.filter((day) => day > '1'),
              bound,
            )
          : bound,
      days: fc.integer({ min: 1, max: spans[name] }),
      whole: fc.boolean(),
    })
    .map(({ from, days, whole }) => {
      const to = iso(Date.parse(from) + days * dayMs);
      return { period: name, from, to: whole ? to.slice(0, 10) : to };
    })
    .filter(({ from, to }) => Date.parse(from) < Date.parse(to)),
);

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
  created_since: instant,
  updated_since: instant,
  reference: fc.constantFrom('ref 1', 'ref 2', 'none'),
};
const ofNow = {
  q: fc.constantFrom('flat', 'terr', 'LOFT', 'lodz', 'nothing'),
  price_changed_since: instant,
  ever_below: eur,
  price_dropped_since: instant,
};

function some<T extends Record<string, fc.Arbitrary<unknown>>>(filters: T, most: number) {
  return fc
    .subarray(Object.keys(filters), { maxLength: most })
    .chain((names) =>
      fc.record(Object.fromEntries(names.map((name) => [name, filters[name] as fc.Arbitrary<unknown>]))),
    );
}

const drop = fc.record({ price_dropped_since: instant, min_drop_pct: fc.constantFrom(0, 5, 10, 100) });

/** Of the past as it is known now, or as it was known; `ids` are of the listings that there are. */
export function anyQuestion(ids: readonly number[]): fc.Arbitrary<MarketQuestion> {
  const withIds = { ...kept, ids: fc.subarray([...ids], { minLength: 1, maxLength: Math.min(30, ids.length) }) };
  const common = fc.record({
    metric: fc.oneof(fc.constant(metricNames), fc.subarray(metricNames, { minLength: 1, maxLength: 4 })),
    by: fc.subarray([...groupNames], { maxLength: 3 }),
    min_count: fc.constantFrom(1, 1, 1, 2, 3, 6, undefined),
    span,
  });
  const past = fc.record({ filters: some(withIds, 2), known_at: instant.filter((at) => at > '2021') });
  const present = fc.oneof(
    { weight: 3, arbitrary: some(withIds, 2) },
    { weight: 2, arbitrary: fc.tuple(some(kept, 1), some(ofNow, 2)).map(([one, other]) => ({ ...one, ...other })) },
    { weight: 1, arbitrary: fc.tuple(some(kept, 1), drop).map(([one, other]) => ({ ...one, ...other })) },
  );
  const rest = fc.oneof(
    past,
    present.map((filters) => ({ filters, known_at: undefined })),
  );
  return fc
    .tuple(common, rest)
    .map(
      ([{ span, by, min_count, metric }, { filters, known_at }]) =>
        ({
          ...{ metric, ...span, ...filters },
          ...(by.length > 0 ? { by } : {}),
          ...(min_count === undefined ? {} : { min_count }),
          ...(known_at === undefined ? {} : { known_at }),
        }) as MarketQuestion,
    )
    .filter(isPossible);
}

function isPossible({ from = '', known_at, ...filters }: MarketQuestion): boolean {
  const { price_min, price_max, surface_min, surface_max, rooms_min, rooms_max } = filters;
  return (
    (known_at === undefined || Date.parse(from) <= Date.parse(known_at)) &&
    (price_min ?? 0) <= (price_max ?? Number.POSITIVE_INFINITY) &&
    (surface_min ?? 0) <= (surface_max ?? Number.POSITIVE_INFINITY) &&
    (rooms_min ?? 0) <= (rooms_max ?? Number.POSITIVE_INFINITY)
  );
}
