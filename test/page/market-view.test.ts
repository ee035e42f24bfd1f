import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { periods } from '../../src/drawing/periods.ts';
import { buildingTypes } from '../../ui/src/api/types.ts';
import {
  comparisons,
  marketViewOf,
  paramsOf,
  possible,
  roomChoices,
  spans,
  usualView,
} from '../../ui/src/market/market-view.ts';
import { type MeasureName, measureGroups, measures } from '../../ui/src/market/measures.ts';

const viewOfText = (text: string) => marketViewOf(new URLSearchParams(text));

test('an address that says nothing is the usual view, which has such an address', () => {
  assert.deepEqual(viewOfText(''), { ...usualView, type: undefined, rooms: undefined });
  assert.equal(paramsOf(usualView).toString(), '');
});

test('an address says a whole view', () => {
  const text = 'measure=cut_share&period=week&span=1y&place=FR%2C%2CLyon&place=FR%2C75011%2CParis&type=HOUSE&rooms=3';
  const view = viewOfText(text);
  assert.deepEqual(view.places, [
    { country: 'FR', city: 'Lyon' },
    { country: 'FR', postal_code: '75011', city: 'Paris' },
  ]);
  assert.deepEqual(
    [view.measure, view.period, view.span, view.type, view.rooms],
    ['cut_share', 'week', '1y', 'HOUSE', 3],
  );
  assert.equal(paramsOf(view).toString(), text);
});

test('what an address cannot ask for is as usual', () => {
  const view = viewOfText('measure=constructor&period=day&span=9y&compare=x&place=,,&place=france&type=CASTLE&rooms=0');
  assert.deepEqual(view, { ...usualView, type: undefined, rooms: undefined });
});

test('a place is there once, and four of them at most', () => {
  const places = ['FR,,Lyon', 'FR,,lyon', 'FR,,A', 'FR,,B', 'FR,,C', 'FR,,D'].map((place) => `place=${place}`);
  const cities = viewOfText(places.join('&')).places.map(({ city }) => city);
  assert.deepEqual(cities, ['lyon', 'A', 'B', 'C']);
});

test('countries are compared whole, and types in one place', () => {
  const text = 'place=FR,,Lyon&place=FR,,Paris&type=HOUSE&compare=';
  assert.deepEqual(viewOfText(`${text}country`).places, []);
  assert.deepEqual(viewOfText(`${text}building_type`).places, [{ country: 'FR', city: 'Lyon' }]);
  assert.equal(viewOfText(`${text}building_type`).type, undefined);
});

test('a city has its commas as they are, and an address that a person wrote its spaces', () => {
  const cities = (text: string) => viewOfText(text).places.map(({ city }) => city);
  assert.deepEqual(cities('place=FR,,Foo,Bar&place=FR,,Foo, Bar&place=FR, , Lyon '), ['Foo,Bar', 'Foo, Bar', 'Lyon']);
});

test('every view comes back from its address', () => {
  const city = fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => name === name.trim());
  const country = fc.constantFrom('FR', 'DE');
  const postal_code = fc.stringMatching(/^[A-Z0-9]([A-Z0-9 ./-]{0,5}[A-Z0-9])?$/);
  const place = fc.record({ country, postal_code, city }, { requiredKeys: ['country', 'city'], noNullPrototype: true });
  const anyView = fc.record(
    {
      measure: fc.constantFrom(...(Object.keys(measures) as MeasureName[])),
      period: fc.constantFrom(...periods),
      span: fc.constantFrom(...spans),
      compare: fc.constantFrom(...comparisons),
      places: fc.array(place, { maxLength: 5 }),
      type: fc.option(fc.constantFrom(...buildingTypes), { nil: undefined }),
      rooms: fc.option(fc.constantFrom(...roomChoices), { nil: undefined }),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(anyView.map(possible), (view) => {
      assert.deepEqual(marketViewOf(new URLSearchParams(paramsOf(view).toString())), view);
    }),
  );
});

test('every measure is in one group', () => {
  assert.deepEqual(Object.values(measureGroups).flat().toSorted(), Object.keys(measures).toSorted());
});
