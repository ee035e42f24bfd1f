import assert from 'node:assert/strict';
import { test } from 'node:test';
import { marketTable, type TableOptions } from '../../src/cli/market-table.ts';
import { sparkline } from '../../src/cli/sparkline.ts';

const options: TableOptions = {
  metrics: ['median_price'],
  period: 'quarter',
  groups: ['country', 'city'],
  width: undefined,
};
const rows = [
  { period: '2025-01-01', country: 'FR', city: 'Lyon', count: 9, median_price: 250_000 },
  { period: '2025-01-01', country: 'FR', city: 'Nantes', count: 3, hidden: ['median_price'] },
  { period: '2025-04-01', country: 'FR', city: 'Lyon', count: 10, median_price: 245_500.5 },
  { period: '2025-10-01', country: 'FR', city: 'Lyon', count: 10, median_price: 1_240_000 },
];

test('a line is a group, a column a period; what is hidden is a dot, what is not there a blank', () => {
  assert.deepEqual(marketTable(rows, options), [
    'country  city    2025-Q1  2025-Q2    2025-Q4',
    'FR       Lyon    250,000  245,501  1,240,000',
    'FR       Nantes        ·',
  ]);
});

test('a terminal gets a line of bars, and the latest periods that there is room for', () => {
  const narrow = marketTable(rows, { ...options, width: 44 });
  assert.deepEqual(narrow, [
    'country  city         2025-Q2    2025-Q4',
    'FR       Lyon    ▁▁█  245,501  1,240,000',
    'FR       Nantes',
  ]);
  for (const line of narrow) assert.ok(line.length <= 44);
});

test('characters that control a terminal are not printed as they are', () => {
  const odd = [{ period: '2025-01-01', country: 'FR', city: 'A\u001b[2J\nB', count: 9, median_price: 1 }];
  const lines = marketTable(odd, options);
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? '', /^FR +A\\u001b\[2J\\u000aB +1$/);
});

test('one period is told however narrow the terminal is', () => {
  assert.match(marketTable(rows, { ...options, width: 10 })[0] ?? '', /2025-Q4$/);
});

test('several figures have a line each, each in its unit', () => {
  const several = [
    {
      period: '2026-01-01',
      count: 8,
      cut_share: 0.25,
      median_cut_pct: 3.04,
      price_index: 97.96,
      cuts_per_listing: 0.5,
    },
  ];
  const metrics = ['cut_share', 'median_cut_pct', 'price_index', 'cuts_per_listing'] as const;
  assert.deepEqual(marketTable(several, { metrics, period: 'year', groups: [], width: undefined }), [
    'figure              2026',
    'cut_share         25.0 %',
    'median_cut_pct     3.0 %',
    'price_index         98.0',
    'cuts_per_listing    0.50',
  ]);
});

test('one figure of all is told by its name, and where there are no bars there is no column of them', () => {
  const all = [{ period: '2026-01-01', count: 3, hidden: ['median_price'] }];
  assert.deepEqual(marketTable(all, { ...options, groups: [], width: 80 }), [
    'figure        2026-Q1',
    'median_price        ·',
  ]);
});

test('bars go from the least to the greatest value', () => {
  assert.equal(sparkline([1, 2, 3, 4, 5, 6, 7, 8]), '▁▂▃▄▅▆▇█');
  assert.equal(sparkline([5, undefined, 5]), '▅ ▅');
  assert.equal(sparkline([-1, 0, undefined]), '▁█ ');
  assert.equal(sparkline([undefined]), ' ');
  assert.equal(sparkline([]), '');
});
