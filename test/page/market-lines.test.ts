import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ordinalOf } from '../../src/drawing/periods.ts';
import type { SeriesRow } from '../../ui/src/api/types.ts';
import { marketCsv } from '../../ui/src/market/market-csv.ts';
import { beginningsOf, distinctNames, linesOf, unknownOf, unsaidOf } from '../../ui/src/market/market-lines.ts';
import { type MarketView, usualView } from '../../ui/src/market/market-view.ts';

const words = {
  all: 'All homes',
  country: (code: string) => `country ${code}`,
  type: (name: string) => name.toLowerCase(),
};
const october = ordinalOf(Date.parse('2026-10-01'), 'month');

test('a row becomes a point with its middle half, one that is hidden a point without a value', () => {
  const rows = [
    { period: '2026-10-01', count: 9, median_price_per_m2: 4000, p25_price_per_m2: 3000, p75_price_per_m2: 5000 },
    { period: '2026-11-01', count: 4, hidden: ['median_price_per_m2'] },
  ];
  const { lines } = linesOf(usualView, [rows], words);
  assert.deepEqual(lines, [
    {
      ...{ name: 'All homes', group: {} },
      points: [
        { at: october, value: 4000, low: 3000, high: 5000, count: 9 },
        { at: october + 1, value: undefined, low: undefined, high: undefined, count: 4 },
      ],
    },
  ]);
});

test('of many groups the four with the most homes are shown, the largest first', () => {
  const rows = ['FR', 'DE', 'ES', 'IT', 'PT'].map((country, at) => ({ period: '2026-10-01', country, count: 10 + at }));
  const { lines, groups } = linesOf({ ...usualView, compare: 'country' }, [rows], words);
  assert.equal(groups, 5);
  assert.deepEqual(
    lines.map(({ name }) => name),
    ['country PT', 'country IT', 'country ES', 'country DE'],
  );
});

test('places of one name are told apart', () => {
  const paris = [
    { city: 'Paris', country: 'FR' },
    { city: 'Paris', country: 'US' },
    { city: 'Lyon', country: 'FR' },
  ];
  assert.deepEqual(distinctNames(paris), ['Paris (FR)', 'Paris (US)', 'Lyon']);
  assert.deepEqual(distinctNames([{ city: 'Paris' }, { city: 'Paris' }]), ['Paris 1', 'Paris 2']);
});

test('a file has the figures unrounded, under the names of the API', () => {
  const points = [
    { at: october, value: 4000.25, low: 3000, high: 5000, count: 9 },
    { at: october + 1, count: 2 },
  ];
  assert.deepEqual(marketCsv({ view: usualView, lines: [{ name: 'All homes', group: {}, points }] }), [
    ['period', 'median_price_per_m2', 'p25_price_per_m2', 'p75_price_per_m2', 'count'],
    ['2026-10-01', 4000.25, 3000, 5000, 9],
    ['2026-11-01', '', '', '', 2],
  ]);
});

test('a column of a file is called by what its lines are of, and has codes', () => {
  const place = { city: 'Lyon', country: 'FR' };
  const row = { period: '2026-10-01', count: 9, median_price_per_m2: 4000 };
  const fileOf = (view: MarketView, ...answers: SeriesRow[][]) =>
    marketCsv({ view, lines: linesOf(view, answers, words).lines });
  const view = { ...usualView, places: [place, { postal_code: '10115', country: 'DE' }] };
  assert.deepEqual(fileOf(view, [row], [row]), [
    ['period', 'country', 'postal_code', 'city', 'median_price_per_m2', 'count'],
    ['2026-10-01', 'FR', '', 'Lyon', 4000, 9],
    ['2026-10-01', 'DE', '10115', '', 4000, 9],
  ]);
  assert.deepEqual(fileOf({ ...usualView, compare: 'country' }, [{ ...row, country: 'FR' }])[1]?.slice(0, 2), [
    '2026-10-01',
    'FR',
  ]);
  const types = { ...usualView, compare: 'building_type' as const, places: [place] };
  const [head, first] = fileOf(types, [
    { ...row, building_type: 'HOUSE' },
    { ...row, building_type: 'STUDIO' },
  ]);
  assert.deepEqual(head, ['period', 'country', 'city', 'building_type', 'median_price_per_m2', 'count']);
  assert.deepEqual(first, ['2026-10-01', 'FR', 'Lyon', 'HOUSE', 4000, 9]);
});

test('lines of an index are of one base where they begin together, else of their own, also where that is not told', () => {
  const lineFrom = (name: string, ...ats: number[]) => ({ name, points: ats.map((at) => ({ at, count: 9 })) });
  assert.deepEqual(beginningsOf([lineFrom('Paris', 5, 6), lineFrom('Lyon', 5), lineFrom('Atlantis')]), [
    { at: 5, names: ['Paris', 'Lyon'] },
  ]);
  assert.deepEqual(beginningsOf([lineFrom('Paris', 9), lineFrom('Lyon', 5)]), [
    { at: 5, names: ['Lyon'] },
    { at: 9, names: ['Paris'] },
  ]);
});

test('where there was no home is something else than where there were too few', () => {
  const few = { name: 'Nice', points: [{ at: october, count: 3 }] };
  const none = { name: 'Atlantis', points: [] };
  assert.deepEqual([unsaidOf([few, none]), unknownOf([few, none])], [[few], [none]]);
});
