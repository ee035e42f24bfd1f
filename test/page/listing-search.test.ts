import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countAsked, inOrder, paramsOf, queryOf, searchOf } from '../../ui/src/listings/listing-search.ts';

const at = (address: string) => searchOf(new URLSearchParams(address));
const now = Date.parse('2026-11-29T12:00:00Z');

test('an address and a search say the same', () => {
  const address =
    'q=garden&city=Lyon&country=FR&type=HOUSE&price_min=100000&surface_max=120&rooms_min=3&dropped=30&sort=largest_drop';
  assert.equal(paramsOf(at(address)).toString(), address);
});

test('what an address cannot ask for is left out', () => {
  assert.deepEqual(at('type=CASTLE&price_min=cheap&price_max=-1&dropped=31&sort=luck&other=1&q=+'), {});
  assert.deepEqual(at('sort=largest_drop'), {}, 'a drop is one within a time');
});

test('numbers in an address are those of the API, not of a locale', () => {
  assert.deepEqual(at('price_min=200.000&price_max=1e5&surface_min=+80&surface_max=0x50&rooms_min=2.5'), {});
  assert.deepEqual(at('price_max=1000000000000&surface_max=1000000001&rooms_min=2147483648'), {}, 'more than it takes');
  assert.equal(paramsOf(at('price_min=99.5&rooms_min=0')).toString(), 'price_min=99.5&rooms_min=0');
});

test('the usual order is not said', () => {
  assert.equal(paramsOf({ city: 'Lyon', sort: '-updated_date' }).toString(), 'city=Lyon');
});

test('a search is asked of the API in its own words', () => {
  assert.deepEqual(queryOf(at('city=Lyon&type=HOUSE&price_max=250000&dropped=7'), now), {
    ...{ city: 'Lyon', building_type: ['HOUSE'], price_max: 250_000 },
    ...{ price_dropped_since: '2026-11-22T12:00:00.000Z', sort: '-updated_date' },
  });
});

test('a place counts once, and an order not at all', () => {
  assert.equal(countAsked(at('city=Lyon&country=FR&postal_code=69001&sort=price_per_m2')), 1);
  assert.equal(countAsked(at('')), 0);
});

test('the order by the largest drop chooses a time, and keeps the one that was chosen', () => {
  assert.deepEqual(inOrder({ city: 'Lyon' }, 'largest_drop'), { city: 'Lyon', dropped: '30', sort: 'largest_drop' });
  assert.deepEqual(inOrder({ dropped: '7' }, 'largest_drop'), { dropped: '7', sort: 'largest_drop' });
  assert.deepEqual(inOrder({}, 'price_per_m2'), { sort: 'price_per_m2' });
});
