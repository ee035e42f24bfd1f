import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dropsAddress, dropsViewOf, longerThan, queryOf } from '../../ui/src/drops/drops-view.ts';
import { placeName } from '../../ui/src/parts/chosen-place.ts';

const view = (query: string) => dropsViewOf(new URLSearchParams(query));

test('an address without a word is the usual view, whose address it is', () => {
  assert.deepEqual(view(''), { days: '7', order: 'percent', rows: 20 });
  assert.equal(dropsAddress(view('')), '/drops');
});

test('every view has an address that leads to it', () => {
  for (const query of [
    'days=1',
    'days=30&order=amount',
    'order=cuts&city=Lyon&country=FR&type=HOUSE',
    'city=Frankfurt+am+Main&postal_code=60594&rows=100',
  ]) {
    assert.equal(dropsAddress(view(query)), `/drops?${query}`);
  }
});

test('what an address cannot ask for is left out', () => {
  const asked = 'days=8&order=price&rows=7&type=CASTLE&city=+&known_at=2020-01-01T00:00:00Z';
  assert.deepEqual(view(asked), view(''));
});

test('the query of the API begins at a whole minute, so that one question is one for a while', () => {
  const at = Date.parse('2026-08-05T10:11:12.345Z');
  const wanted = {
    sort: 'amount',
    limit: 20,
    from: '2026-08-04T10:11:00.000Z',
    city: 'Lyon',
    building_type: ['HOUSE'],
  };
  assert.deepEqual(queryOf(view('days=1&order=amount&city=Lyon&type=HOUSE'), at), wanted);
  assert.deepEqual(queryOf(view(''), at).from, '2026-07-29T10:11:00.000Z');
});

test('where nothing was cut there is a longer time to look at, up to the longest', () => {
  assert.deepEqual([longerThan('1'), longerThan('7'), longerThan('30')], ['7', '30', undefined]);
});

test('a place is called by its postal code and city, else by its country', () => {
  assert.equal(placeName(view('city=Lyon&country=FR')), 'Lyon');
  assert.equal(placeName(view('city=Lyon&postal_code=69007')), '69007 Lyon');
  assert.equal(placeName(view('country=FR')), 'FR');
  assert.equal(placeName(view('')), undefined);
});
