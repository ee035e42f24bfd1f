import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartRangeOf, windowOf } from '../../src/drawing/chart-range.ts';

const at = (year: number, month: number, day: number) => new Date(year, month - 1, day, 12).getTime();

test('an address names a range; what it cannot name is the whole history', () => {
  assert.deepEqual(['1m', '3m', '1y', 'all', '2y', null, undefined].map(chartRangeOf), [
    ...['1m', '3m', '1y', 'all', 'all', 'all', 'all'],
  ]);
});

test('a range goes back to the same day of an earlier month, or to its last one', () => {
  const first = at(2020, 1, 1);
  assert.equal(windowOf('1m', { first, now: at(2026, 3, 31) }).from, at(2026, 2, 28));
  assert.equal(windowOf('3m', { first, now: at(2026, 2, 15) }).from, at(2025, 11, 15));
  assert.equal(windowOf('1y', { first, now: at(2024, 2, 29) }).from, at(2023, 2, 28));
});

test('all of it begins with the first price, but a week ago at the latest', () => {
  const now = at(2026, 3, 31);
  assert.deepEqual(windowOf('all', { first: at(2020, 1, 1), now }), { from: at(2020, 1, 1), to: now });
  assert.equal(windowOf('all', { first: now, now }).from, now - 7 * 86_400_000);
});
