import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lastSize } from '../../src/drawing/chart-labels.ts';
import {
  formatCompactEuros,
  formatEuros,
  formatMonth,
  formatPercentChange,
  formatShortDay,
} from '../../src/drawing/numbers.ts';
import { labelWidth, textSize, textWidth } from '../../src/drawing/text-width.ts';

/** Letters by how wide they are in DejaVu Sans, in em: no usual system font has wider digits. */
const letters: Readonly<Record<string, number>> = {
  ...{ '\u202f': 0.2, "'": 0.275, ijl: 0.278, IJ: 0.295, ' \u00a0.,·’': 0.318, ':': 0.337, f: 0.352, '-': 0.361 },
  ...{ '()': 0.39, t: 0.392, r: 0.411, '–': 0.5, sz: 0.525, c: 0.55, L: 0.557, F: 0.575, k: 0.579 },
  ...{ vxy: 0.592, P: 0.603, TYo: 0.612, aâäe: 0.616, éê: 0.616, nhuûü: 0.634, bdgpqES: 0.635 },
  ...{ '0123456789€': 0.637, K: 0.656, AVXZ: 0.685, BR: 0.695, C: 0.699, U: 0.732, NH: 0.752 },
  ...{ '▼▲D': 0.77, G: 0.775, OQ: 0.788, w: 0.818, '+−→': 0.838, M: 0.863, '%': 0.951, m: 0.975, W: 0.989 },
};
const widths = new Map(Object.entries(letters).flatMap(([some, width]) => [...some].map((letter) => [letter, width])));

function widthOf(text: string): number {
  return (
    [...text].reduce((em, letter) => em + (widths.get(letter) ?? assert.fail(`${letter} of ${text}`)), 0) * textSize
  );
}

const someLocale = fc.constantFrom('en-GB', 'en-US', 'fr-FR', 'de-DE', 'de-AT', 'fr-CH');
const someAmount = fc.oneof(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 10 ** 12 }));
const someInstant = fc.integer({ min: 0, max: 2_000_000_000_000 });

test('no text of a chart is wider than it is thought to be', () => {
  const check = fc.property(
    someLocale,
    someAmount,
    someInstant,
    fc.integer({ min: 1, max: 12 }),
    (locale, eur, at, digits) => {
      const texts = [
        formatCompactEuros(eur, locale, digits),
        formatEuros(eur / 100, locale),
        formatShortDay(at, locale),
        formatMonth(at, locale),
        `▼ ${formatPercentChange(-eur / 10_000, locale)}`,
        `Low ${formatEuros(eur, locale)}, ${formatShortDay(at, locale)} – ${formatShortDay(at, locale)}`,
      ];
      for (const text of texts)
        assert.ok(labelWidth(text) >= widthOf(text), `${text}: ${labelWidth(text)} < ${widthOf(text)}`);
    },
  );
  fc.assert(check, { numRuns: 500 });
});

/** As those of plain text, of what a price is written with. */
const bold: Readonly<Record<string, number>> = { '0123456789€': 0.696, ',.': 0.38, '\u00a0\u202f': 0.348 };
const boldWidths = new Map(Object.entries(bold).flatMap(([some, em]) => [...some].map((letter) => [letter, em])));

test('nor is the last price, which is bold and of 13 pixels', () => {
  const check = fc.property(someLocale, someAmount, (locale, eur) => {
    const text = formatEuros(eur / 100, locale);
    const width = 13 * [...text].reduce((em, letter) => em + (boldWidths.get(letter) ?? 0.38), 0);
    assert.ok(textWidth(text, lastSize) >= width, text);
  });
  fc.assert(check, { numRuns: 500 });
});
