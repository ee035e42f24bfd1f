import type { Mutant } from './mutant.ts';

const [homes, stock, events, movers] = ['homes', 'stock', 'events', 'movers'].map(
  (name) => `src/market/figures/${name}.sql.ts`,
) as [string, string, string, string];
const tests = ['market/series.property.test.ts'];
const moverTests = ['market/movers.test.ts'];
const standingTests = ['market/standing.test.ts'];

/** Promises about figures of the market (docs/market.md). */
export const ofMarket: readonly Mutant[] = [
  {
    name: 'void-is-a-change',
    promise: 'A price that was voided, or stated again, never came into force: it is no change.',
    edits: [
      {
        file: events,
        from: 'until > effective_at)\n      AND previous_price_eur',
        to: 'until >= effective_at)\n      AND previous_price_eur',
      },
    ],
    tests,
  },
  {
    name: 'period-late',
    promise: 'A price counts from the period on in which it came into force.',
    edits: [
      {
        file: stock,
        from: "('effective_at', periods)}::INTEGER AS i",
        to: "('effective_at', periods)} + 1 AS i",
      },
    ],
    tests,
  },
  {
    name: 'state-late',
    promise: 'So does a state of a listing.',
    edits: [
      {
        file: homes,
        from: "('valid_from', periods)})::INTEGER AS first",
        to: "('valid_from', periods)} + 1)::INTEGER AS first",
      },
    ],
    tests,
  },
  {
    name: 'price-known-later',
    promise: 'What was recorded at known_at itself was known then.',
    edits: [
      {
        file: homes,
        from: '(shape)} AND recorded_at <= $',
        to: '(shape)} AND recorded_at < $',
      },
    ],
    tests: ['market/known-figures.test.ts', 'market/as-known.test.ts'],
  },
  {
    name: 'state-known-later',
    promise: 'So was the state of a listing.',
    edits: [{ file: homes, from: 'known_from <= $', to: 'known_from < $' }],
    tests: ['market/as-known.test.ts'],
  },
  {
    name: 'spelling-of-later',
    promise: 'As known earlier a place is not shown with a spelling of listings that came later (H10).',
    edits: [{ file: 'src/market/figures/groups.sql.ts', from: '{knownOnly(shape.source)} GROUP', to: "{''} GROUP" }],
    tests: ['market/shown-places.test.ts'],
  },
  {
    name: 'fewer-than-min-count',
    promise: 'A figure of exactly min_count is told.',
    edits: [
      {
        file: 'src/market/figures/read-series.ts',
        from: 'sampleOf(metric, values) < minCount',
        to: 'sampleOf(metric, values) <= minCount',
      },
    ],
    tests: ['market/series.test.ts'],
  },
  {
    name: 'free-homes-in-index',
    promise: 'A listing with a price of 0 is in no pair of the index.',
    edits: [{ file: events, from: 'became > 0 AND (started OR was <= 0)', to: 'became > 0 AND started' }],
    tests,
  },
  {
    name: 'index-of-new-homes',
    promise: 'Nor is one that was not on offer at the end of the period before.',
    edits: [{ file: events, from: 'became > 0 AND (started OR was <= 0)', to: 'became > 0 AND was <= 0' }],
    tests,
  },
  {
    name: 'tiny-surface',
    promise: 'There is no price per m2 of less than 0.01 m2.',
    edits: [{ file: homes, from: 'leastSurfaceM2 = 0.01', to: 'leastSurfaceM2 = 1e-9' }],
    tests,
  },
  {
    name: 'changes-of-others',
    promise: 'Changes are those of the listings that fit, also where that depends on the price.',
    edits: [
      { file: 'src/market/figures/series.sql.ts', from: 'narrowed: askOfPrices(parts.filters)', to: 'narrowed: false' },
    ],
    tests,
  },
  {
    name: 'layers-beside',
    promise: 'Of several layers with a listing its last one counts.',
    edits: [{ file: homes, from: '(last.layer IS NULL OR l.layer = last.layer)', to: 'true' }],
    tests,
  },
  {
    name: 'inexact-sums',
    promise: 'The same question has the same answer to the byte, however the files of the lake lie (H10).',
    edits: [
      { file: events, from: 'became / was END)::DECIMAL(18, 15))', to: 'became / was END))' },
      { file: 'src/market/figures/series.sql.ts', from: ', 1))::DECIMAL(18, 15)) OVER', to: ', 1))) OVER' },
    ],
    tests,
  },
  {
    name: 'mover-since-within',
    promise:
      'A mover has moved from what it cost before the time that is asked about, not from its first price within.',
    edits: [
      { file: movers, from: 'arg_min(previous, effective_at)) AS was', to: 'arg_min(price, effective_at)) AS was' },
    ],
    tests: moverTests,
  },
  {
    name: 'shares-in-binary',
    promise: 'Movers that are equal in percent come in the order of their ids.',
    edits: [{ file: movers, from: 'round((became - was) * 100) / round(was * 100)', to: '(became - was) / was' }],
    tests: moverTests,
  },
  {
    name: 'mover-of-today',
    promise: 'A mover has its listing as it was at the end of the time.',
    edits: [
      {
        file: 'src/market/figures/read-movers.ts',
        from: "isNow ? 'infinity' : instantOf(periods.end - 1)",
        to: "isNow ? 'infinity' : 'infinity'",
      },
    ],
    tests: moverTests,
  },
  {
    name: 'edges-in-binary',
    promise: 'A listing whose size differs by exactly 20 or 50 percent is one to compare with.',
    edits: [{ file: 'src/market/figures/standing.sql.ts', from: 'Number(m2.toPrecision(15))', to: 'm2' }],
    tests: standingTests,
  },
  {
    name: 'quartiles-of-few',
    promise: 'Prices per m2 are told of min_count others with a surface, however many there are without.',
    edits: [
      {
        file: 'src/market/figures/read-standing.ts',
        from: 'Number(others.with_surface) >= minCount',
        to: 'count >= minCount',
      },
    ],
    tests: standingTests,
  },
];
