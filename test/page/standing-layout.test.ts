import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatWholeEuros } from '../../src/drawing/numbers.ts';
import { labelWidth } from '../../src/drawing/text-width.ts';
import { layStanding } from '../../ui/src/listing/standing-layout.ts';

const write = (eur: number) => formatWholeEuros(eur, 'fr-FR');

test('labels stand below the quartiles where there is room', () => {
  const { p25, p75, labels } = layStanding({ own: 3_000, p25: 2_000, median: 3_100, p75: 4_000 }, 600, write);
  assert.deepEqual(
    labels.map(({ x }) => x),
    [p25, p75],
  );
});

test('quartiles that are written alike have one label', () => {
  const { labels, p25, p75 } = layStanding({ own: 9_000, p25: 2_000.1, median: 2_000.2, p75: 2_000.3 }, 600, write);
  assert.deepEqual(labels, [{ text: write(2_000), x: (p25 + p75) / 2 }]);
});

test('whatever the prices are, all is within the band and no label on another', () => {
  const price = fc.oneof(
    fc.double({ min: 0, max: 20_000, noNaN: true }),
    fc.double({ min: 2_990, max: 3_010, noNaN: true }),
    fc.double({ min: 0, max: 100_000_000, noNaN: true }),
  );
  fc.assert(
    fc.property(price, fc.tuple(price, price, price), fc.integer({ min: 300, max: 640 }), (own, others, width) => {
      const [p25 = 0, median = 0, p75 = 0] = others.toSorted((a, b) => a - b);
      const { labels, ...marks } = layStanding({ own, p25, median, p75 }, width, write);
      for (const x of Object.values(marks)) assert.ok(x >= 0 && x <= width, `${x} of ${width}`);
      const boxes = labels.map(({ text, x }) => ({ left: x - labelWidth(text) / 2, right: x + labelWidth(text) / 2 }));
      for (const { left, right } of boxes) assert.ok(left >= -0.01 && right <= width + 0.01, `${left} to ${right}`);
      for (const [number, { left }] of boxes.slice(1).entries()) {
        assert.ok(left >= (boxes[number]?.right ?? 0) + 7.99, JSON.stringify(boxes));
      }
    }),
    { numRuns: 2_000 },
  );
});
