import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyRanges, type LimitFault, type LimitName, rangeFault, readLimit } from '../../ui/src/listings/limits.ts';

const read: [LimitName, string, string, string | LimitFault][] = [
  ['price_max', '200.000', 'de', '200000'],
  ['price_max', '400,000', 'en', '400000'],
  ['price_max', '400.000', 'en', { kind: 'too-fine', meant: 400_000 }],
  ['price_max', '1.2m', 'en', '1200000'],
  ['price_min', '99,50 €', 'fr', '99.5'],
  ['price_min', ' ', 'fr', ''],
  ['price_min', 'cheap', 'en', { kind: 'no-number' }],
  ['price_min', '-1', 'en', { kind: 'negative' }],
  ['price_max', '1000000m', 'en', { kind: 'too-large', most: 999_999_999_999.99 }],
  ['surface_min', '62,5 m²', 'de', '62.5'],
  ['surface_min', '120m', 'en', { kind: 'no-number' }],
  ['rooms_min', '2,5', 'de', { kind: 'not-whole' }],
  ['rooms_min', '3', 'de', '3'],
];
for (const [name, text, locale, value] of read) {
  test(`${JSON.stringify(text)} for ${name} by a reader of ${locale} is ${JSON.stringify(value)}`, () =>
    assert.deepEqual(readLimit(name, text, locale), value));
}

test('a range that begins above its end is empty, and both its ends are at fault', () => {
  const limits = { price_min: '500000', price_max: '400', surface_min: '80', surface_max: '80', rooms_min: '3' };
  assert.deepEqual(emptyRanges(limits), ['price']);
  assert.deepEqual(rangeFault('price_min', limits), { kind: 'above', most: 400 });
  assert.deepEqual(rangeFault('price_max', limits), { kind: 'below', least: 500_000 });
  assert.equal(rangeFault('surface_min', limits), undefined);
  assert.deepEqual(emptyRanges({ price_min: '1000', surface_max: '80' }), [], 'one end alone is no range');
});
