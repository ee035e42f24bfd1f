import fc from 'fast-check';
import { anyBound, anyFilters } from './any-filters.ts';
import type { MoversQuestion } from './market-question.ts';

const how = {
  direction: fc.constantFrom('cuts', 'rises'),
  sort: fc.constantFrom('percent', 'amount', 'cuts'),
  limit: fc.constantFrom(1, 20, 100),
} as const;

const dayMs = 86_400_000;
/** Most of them so long that prices change. */
const lengths = fc.constantFrom(1, dayMs, 30 * dayMs, 400 * dayMs, 400 * dayMs);
const span = fc.oneof(
  { weight: 2, arbitrary: fc.record({ from: anyBound }) },
  { weight: 1, arbitrary: fc.record({ to: anyBound }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(anyBound, lengths)
      .map(([from, ms]) => ({ from, to: new Date(Date.parse(from) + ms).toISOString() })),
  },
);

/** None as often as some: of a time alone there are movers. */
const unfiltered = fc.constant({ filters: {}, known_at: undefined });

/** Of the past as it is known now, or as it was known. @param ids of the listings that there are */
export function anyMoversQuestion(ids: readonly number[]): fc.Arbitrary<MoversQuestion> {
  return fc
    .tuple(fc.record(how, { requiredKeys: [] }), span, fc.oneof(unfiltered, anyFilters(ids)))
    .map(([asked, times, { filters, known_at }]): MoversQuestion => {
      return { ...asked, ...times, ...filters, ...(known_at === undefined ? {} : { known_at }) };
    })
    .filter(({ from = '', known_at }) => known_at === undefined || Date.parse(from) <= Date.parse(known_at));
}
