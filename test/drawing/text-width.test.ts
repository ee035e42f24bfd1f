import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { formatDay, formatEuros, formatPercentChange } from '../../src/drawing/numbers.ts';
import { fitText, textWidth } from '../../src/drawing/text-width.ts';
import { pictureWords } from '../../src/pictures/words.ts';

const read = async (name: string) => new Uint8Array(await readFile(new URL(import.meta.resolve(name))));
await initWasm(await read('@resvg/resvg-wasm/index_bg.wasm'));
const files = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'];
const fontBuffers = await Promise.all(files.map((file) => read(`dejavu-fonts-ttf/ttf/${file}`)));

/** In the font that PNGs have, which is none of the narrow ones. @returns em */
function drawnWidth(text: string, weight: number): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="200"><text font-size="100" font-weight="${weight}" y="100">${text}</text></svg>`;
  const { width = 0 } = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'DejaVu Sans' } }).innerBBox() ?? {};
  assert.ok(width > 0);
  return width / 100;
}

const at = Date.UTC(2026, 8, 28);
for (const [locale, words] of Object.entries(pictureWords)) {
  const { format } = words;
  const [price, day] = [formatEuros(1_366_400, format), formatDay(at, format)];
  const labels = [
    ...[price, day, `▼ ${formatPercentChange(-12.5, format)}`, words.axisFrom(price), words.asking(price)],
    ...[words.lowFromTo(price, day, day), words.lowOn(price, day), words.lowSince(day), words.unchangedSince(day)],
    ...[words.down('12,5 %', words.cuts(3), day), words.up('12,5 %', day)],
  ];
  for (const label of labels) {
    test(`${locale}: “${label}” is drawn no wider than is thought`, () => {
      assert.ok(drawnWidth(label, 400) <= textWidth(label, 1), `${drawnWidth(label, 400)} > ${textWidth(label, 1)}`);
    });
  }
}

const names = [
  'WWWWMMMMmmmmwwww',
  'Commune summer home',
  'Светлая квартира у моря',
  'Φωτεινό διαμέρισμα',
  'RUE DE L’ÉGLISE',
];
for (const name of names) {
  test(`“${name}” is as wide as is thought, or up to a third less`, () => {
    const [regular, bold] = [drawnWidth(name, 400), drawnWidth(name, 600)];
    const thought = textWidth(name, 1);
    assert.ok(bold <= thought * 1.1 && regular >= thought * 0.66, `${regular}, ${bold}: ${thought}`);
  });
}

test('a text that does not fit is cut, with an ellipsis within the width', () => {
  assert.equal(fitText('mmmm', { width: 100, size: 10 }), 'mmmm');
  assert.equal(fitText('mmmm', { width: 30, size: 10 }), 'mm…');
});
