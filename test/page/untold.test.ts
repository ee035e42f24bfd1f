import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MarketView, usualView } from '../../ui/src/market/market-view.ts';
import { widerThan } from '../../ui/src/market/untold.ts';

const wider = (view: Partial<MarketView>) => widerThan({ ...usualView, ...view });

test('a longer period is named where what is counted happens within it, and there is one', () => {
  assert.deepEqual(wider({ measure: 'cut_size' }), ['periods']);
  assert.deepEqual(wider({ measure: 'first_cut', period: 'quarter' }), ['periods']);
  assert.deepEqual(wider({ measure: 'cut_size', period: 'year' }), []);
  for (const measure of ['price', 'price_per_m2', 'index', 'cut_share', 'on_offer', 'new'] as const) {
    assert.deepEqual(wider({ measure, period: 'week' }), [], measure);
  }
});

test('what narrows a view is named, and nothing else', () => {
  assert.deepEqual(wider({ rooms: 3 }), ['rooms']);
  assert.deepEqual(wider({ type: 'HOUSE', places: [{ city: 'Lyon' }] }), ['types', 'place']);
  assert.deepEqual(wider({ compare: 'building_type' }), []);
});
