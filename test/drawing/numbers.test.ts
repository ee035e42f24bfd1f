import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as numbers from '../../src/drawing/numbers.ts';

/** Spaces of all kinds as plain ones: which one a locale takes changes with its data. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

const cases: [string, string, string][] = [
  ['whole euros', numbers.formatEuros(412_000, 'en-GB'), '€412,000'],
  ['cents only where there are some', numbers.formatEuros(412_000.5, 'en-GB'), '€412,000.50'],
  ['euros in French', numbers.formatEuros(412_000, 'fr-FR'), '412 000 €'],
  ['euros in German', numbers.formatEuros(1_412_000, 'de-DE'), '1.412.000 €'],
  ['a fall, with the sign of a minus', numbers.formatPercentChange(-8.41, 'en-GB'), '−8.4%'],
  ['a rise', numbers.formatPercentChange(3.14, 'de-DE'), '+3,1 %'],
  ['no change', numbers.formatPercentChange(0, 'en-GB'), '0.0%'],
  ['a fall of less than a decimal', numbers.formatPercentChange(-0.0123, 'en-GB'), '−0.01%'],
  ['a rise of less than a decimal', numbers.formatPercentChange(0.0499, 'de-DE'), '+0,05 %'],
  ['what a decimal tells', numbers.formatPercentChange(-0.05, 'en-GB'), '−0.1%'],
  ['less than a decimal without a sign', numbers.formatPercent(-0.0022, 'en-GB'), '0.002%'],
  ['what binary fractions leave of nothing', numbers.formatPercentChange(-2.2e-14, 'en-GB'), '0.0%'],
  ['a difference in euros', numbers.formatEuroChange(-15_000, 'en-GB'), '−€15,000'],
  ['a difference of cents', numbers.formatEuroChange(100.6 - 100, 'en-GB'), '+€0.60'],
  ['a share', numbers.formatShare(0.256, 'en-GB'), '26%'],
  ['a surface', numbers.formatSurface(62.5, 'fr-FR'), '62,5 m²'],
  ['a surface of less than a decimal', numbers.formatSurface(0.01, 'en-GB'), '0.01 m²'],
  ['a surface of nothing', numbers.formatSurface(0, 'en-GB'), '0 m²'],
  ['a locale that is none is taken for English', numbers.formatCount(1_234, 'x'), '1,234'],
  ['a day', numbers.formatDay('2026-07-14T10:00:00Z', 'en-GB'), '14 Jul 2026'],
];
for (const [what, written, expected] of cases) {
  test(`${what} is written as ${expected}`, () => assert.equal(plain(written), expected));
}

test('how long ago something was is said in the unit that fits', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  const ago = (ms: number) => numbers.formatAgo(now - ms, 'en-GB', now);
  const days = 86_400_000;
  const said = [ago(0), ago(30_000), ago(5 * 60_000), ago(3 * 3_600_000), ago(days), ago(40 * days), ago(800 * days)];
  assert.deepEqual(said, [
    'now',
    '30 seconds ago',
    '5 minutes ago',
    '3 hours ago',
    'yesterday',
    'last month',
    '2 years ago',
  ]);
});
