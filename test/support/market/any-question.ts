import fc from 'fast-check';
import { metricNames } from '../../../src/market/figures/metrics.ts';
import { anyBound, anyFilters } from './any-filters.ts';
import { groupNames, type MarketQuestion, type PeriodName } from './market-question.ts';

const dayMs = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();

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
              anyBound,
            )
          : anyBound,
      days: fc.integer({ min: 1, max: spans[name] }),
      whole: fc.boolean(),
    })
    .map(({ from, days, whole }) => {
      const to = iso(Date.parse(from) + days * dayMs);
      return { period: name, from, to: whole ? to.slice(0, 10) : to };
    })
    .filter(({ from, to }) => Date.parse(from) < Date.parse(to)),
);

/** Of the past as it is known now, or as it was known. @param ids of the listings that there are */
export function anyQuestion(ids: readonly number[]): fc.Arbitrary<MarketQuestion> {
  const common = fc.record({
    metric: fc.oneof(fc.constant(metricNames), fc.subarray(metricNames, { minLength: 1, maxLength: 4 })),
    by: fc.subarray([...groupNames], { maxLength: 3 }),
    min_count: fc.constantFrom(1, 1, 1, 2, 3, 6, undefined),
    span,
  });
  return fc
    .tuple(common, anyFilters(ids))
    .map(
      ([{ span, by, min_count, metric }, { filters, known_at }]) =>
        ({
          ...{ metric, ...span, ...filters },
          ...(by.length > 0 ? { by } : {}),
          ...(min_count === undefined ? {} : { min_count }),
          ...(known_at === undefined ? {} : { known_at }),
        }) as MarketQuestion,
    )
    .filter(({ from = '', known_at }) => known_at === undefined || Date.parse(from) <= Date.parse(known_at));
}
