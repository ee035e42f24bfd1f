import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatEditable } from '../../src/drawing/numbers.ts';
import { decimalsOf, readAmount, readNumber } from '../../ui/src/words/read-number.ts';

const read: [string, string, number][] = [
  ['1.234,5', 'de', 1234.5],
  ['1,234.5', 'en-GB', 1234.5],
  ['1 234,50', 'fr', 1234.5],
  ['1\u202f234,50', 'fr', 1234.5],
  ["12'000", 'de-CH', 12_000],
  ['12’000.50', 'de-CH', 12_000.5],
  ['399000', 'en', 399_000],
  ['399,000', 'en', 399_000],
  ['399.000', 'de', 399_000],
  ['399.000 €', 'de-AT', 399_000],
  ['€399,000', 'en', 399_000],
  ['62,5 m²', 'de', 62.5],
  ['1.234.567', 'de', 1_234_567],
  ['12,34,567', 'en-IN', 1_234_567],
  ['0.5', 'de', 0.5],
  ['0,123', 'en', 0.123],
  [',5', 'de', 0.5],
  ['5,', 'de', 5],
  ['\u22125', 'en', -5],
];
for (const [text, locale, value] of read) {
  test(`${text} is ${value} to a reader of ${locale}`, () => assert.equal(readNumber(text, locale), value));
}

test('a decimal comma is understood in English, and a decimal point in German, where it can be nothing else', () => {
  assert.deepEqual([readNumber('12,5', 'en'), readNumber('12.5', 'de')], [12.5, 12.5]);
  assert.deepEqual([readNumber('1.234,5', 'en'), readNumber('1,234.5', 'de')], [1234.5, 1234.5]);
  assert.deepEqual([readNumber('1.234', 'en'), readNumber('1.234', 'de')], [1.234, 1234]);
});

for (const text of [
  '',
  ' ',
  'abc',
  '12a',
  '1.2.3',
  '1,23,4.5',
  '1.234,5,6',
  '1.234.5',
  '--1',
  '.',
  '-',
  '1e5',
  '0x10',
]) {
  test(`${JSON.stringify(text)} is no number`, () => assert.equal(readNumber(text, 'de'), undefined));
}

test('what a form shows is read back as it was, in every locale', () => {
  const locale = fc.constantFrom('en-GB', 'en-US', 'en-IN', 'fr', 'fr-CH', 'de', 'de-AT', 'de-CH');
  const cents = fc.integer({ min: 0, max: 99_999_999_999_999 }).map((count) => count / 100);
  fc.assert(fc.property(locale, cents, (where, value) => readNumber(formatEditable(value, where, 2), where) === value));
});

test('decimals are counted as they are written', () => {
  assert.deepEqual([decimalsOf('450.000', 'en'), decimalsOf('450.000', 'de'), decimalsOf('1.234,50', 'en')], [3, 0, 2]);
  assert.deepEqual([decimalsOf('450', 'en'), decimalsOf('1.2.3', 'en'), decimalsOf('', 'en')], [0, 0, 0]);
});

const amounts: [string, string, number, number][] = [
  ['200.000', 'de', 200_000, 0],
  ['400,000', 'en', 400_000, 0],
  ['400.000', 'en', 400, 3],
  ['12.50', 'en', 12.5, 2],
  ['200k', 'en', 200_000, 0],
  ['200 K', 'en', 200_000, 0],
  ['€1.25m', 'en', 1_250_000, 0],
  ['1.1m', 'en', 1_100_000, 0],
  ['1,2 Mio. €', 'de', 1_200_000, 0],
  ['1,2 Mio €', 'de', 1_200_000, 0],
  ['350 Tsd.', 'de', 350_000, 0],
  ['350k €', 'de', 350_000, 0],
  ['350 k€', 'fr', 350_000, 0],
  ['1,2 M€', 'fr', 1_200_000, 0],
  ['1.2345678m', 'en', 1_234_567.8, 1],
];
for (const [text, locale, value, decimals] of amounts) {
  test(`${text} is an amount of ${value} with ${decimals} decimals to a reader of ${locale}`, () => {
    assert.deepEqual(readAmount(text, locale), { value, decimals });
  });
}

for (const text of ['', 'k', 'm', '200x', '200 kk', 'k200', '2k5', '200km']) {
  test(`${JSON.stringify(text)} is no amount`, () => assert.equal(readAmount(text, 'en'), undefined));
}
