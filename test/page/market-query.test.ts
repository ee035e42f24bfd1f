import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Period } from '../../src/drawing/periods.ts';
import { lineCount, queriesOf, seriesAddress } from '../../ui/src/market/market-query.ts';
import { type MarketView, usualView } from '../../ui/src/market/market-view.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const asked = (view: Partial<MarketView>) => queriesOf({ ...usualView, ...view }, now);
const lyon = { country: 'FR', city: 'Lyon' };

test('one line is asked with its middle half, several without', () => {
  assert.deepEqual(asked({})[0]?.metric, ['median_price_per_m2', 'p25_price_per_m2', 'p75_price_per_m2']);
  assert.deepEqual(asked({ compare: 'country' })[0]?.metric, ['median_price_per_m2']);
});

test('each place is a question of its own', () => {
  const queries = asked({ places: [lyon, { city: 'Berlin', country: 'DE' }] });
  assert.deepEqual(
    queries.map(({ city, country, metric }) => [city, country, metric.length]),
    [
      ['Lyon', 'FR', 1],
      ['Berlin', 'DE', 1],
    ],
  );
});

test('a span begins so many years before the last period that has ended', () => {
  const from = (view: Partial<MarketView>) => asked(view)[0]?.from;
  assert.equal(from({ span: '1y' }), '2025-10-01');
  assert.equal(from({ span: '3y', period: 'quarter' }), '2023-07-01');
  assert.equal(from({ span: '1y', period: 'week' }), '2025-11-17');
  assert.equal(from({ span: '5y', period: 'year' }), '2020-01-01');
});

test('all of the time begins before any home was on offer, as far back as the API answers', () => {
  const from = (period: Period) => asked({ span: 'all', period })[0]?.from ?? '';
  assert.equal(from('month'), '1900-01-01');
  assert.equal(from('year'), '1900-01-01');
  const weeks = (now - Date.parse(from('week'))) / (7 * 86_400_000);
  assert.ok(weeks > 3_900 && weeks < 4_000, String(weeks));
});

test('rooms are so many, and the last choice is that many or more', () => {
  const rooms = (count: number) => asked({ rooms: count }).map(({ rooms_min, rooms_max }) => [rooms_min, rooms_max])[0];
  assert.deepEqual(rooms(3), [3, 3]);
  assert.deepEqual(rooms(5), [5, undefined]);
});

test('the address at the API asks the same', () => {
  const [query] = asked({ places: [lyon], type: 'HOUSE', span: '1y' });
  assert.ok(query);
  assert.equal(
    seriesAddress(query),
    '/market/series?metric=median_price_per_m2,p25_price_per_m2,p75_price_per_m2&period=month&from=2025-10-01' +
      '&min_count=5&city=Lyon&country=FR&building_type=HOUSE',
  );
});

test('room is kept for as many lines as a view may have', () => {
  assert.deepEqual([lineCount(usualView), lineCount({ ...usualView, places: [lyon, lyon] })], [1, 2]);
  assert.deepEqual(
    [lineCount({ ...usualView, compare: 'country' }), lineCount({ ...usualView, compare: 'building_type' })],
    [4, 3],
  );
});
