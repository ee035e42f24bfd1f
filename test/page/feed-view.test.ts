import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedAddress, feedViewOf, filterOf } from '../../ui/src/changes/feed-view.ts';

const view = (query: string) => feedViewOf(new URLSearchParams(query));

test('every view of the feed has an address that leads to it, and what is usual is not said', () => {
  assert.equal(feedAddress(view('')), '/changes');
  for (const query of ['show=prices', 'listing=7', 'show=corrected&listing=123456789012345678']) {
    assert.equal(feedAddress(view(query)), `/changes?${query}`);
  }
});

test('what an address cannot ask for is left out', () => {
  assert.deepEqual(view('show=sold&listing=0'), { show: 'all' });
  for (const listing of ['x', '-1', '1.5', '1234567890123456789']) {
    assert.deepEqual(view(`listing=${listing}`), { show: 'all' });
  }
});

test('the API is asked by kind, by price and by listing', () => {
  assert.deepEqual(filterOf(view('')), {});
  assert.deepEqual(filterOf(view('show=prices&listing=7')), { field: 'price_eur', listing_id: '7' });
  assert.deepEqual(filterOf(view('show=deleted')), { kind: 'deleted' });
});
