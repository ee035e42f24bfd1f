import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { layStepChart } from '../../src/drawing/step-chart.ts';
import type { StepChart } from '../../src/drawing/step-chart-shape.ts';
import type { Step } from '../../src/drawing/step-path.ts';

const day = 86_400_000;
const now = new Date(2026, 10, 1, 12).getTime();
const words = {
  lowFromTo: (price: string, from: string, to: string) => `Low ${price}, ${from} – ${to}`,
  lowOn: (price: string, on: string) => `Low ${price}, ${on}`,
  lowSince: (from: string) => `Lowest, since ${from}`,
};

type Place = { width: number; height: number; locale: string };

function chartOf(prices: readonly Step[], place: Place): StepChart {
  return layStepChart({ prices, from: now - 100 * day, to: now, now, zero: false, words, ...place });
}

const saidOf = (chart: StepChart) => chart.labels.map(({ text }) => text).join(', ');
const onDesktop = { width: 1_152, height: 340, locale: 'en-GB' };
const somePlace = fc.record({
  width: fc.integer({ min: 296, max: 1_400 }),
  height: fc.integer({ min: 280, max: 400 }),
  locale: fc.constantFrom('en-GB', 'fr-FR', 'de-DE'),
});
/** Days before now, and prices. */
const someSteps = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 200_000, max: 600_000 })), {
  minLength: 1,
  maxLength: 12,
});
const someShare = fc.double({ min: 0.002, max: 0.9, noNaN: true });

/** Days before now, and prices. */
function pricesOf(...given: [daysAgo: number, eur: number][]): Step[] {
  return given.map(([ago, eur]) => ({ at: now - ago * day, eur: Math.round(eur) }));
}

test('the newest cut is told wherever it is, also where it was made just now', () => {
  const check = fc.property(somePlace, someShare, fc.integer({ min: 0, max: 60 }), (place, share, daysAgo) => {
    const chart = chartOf(pricesOf([100, 400_000], [daysAgo, 400_000 * (1 - share)]), place);
    assert.ok(
      chart.labels.some(({ kind }) => kind === 'cut'),
      saidOf(chart),
    );
  });
  fc.assert(check, { numRuns: 500 });
});

test('the newest cut is told also after a rise, and where larger ones were before', () => {
  const check = fc.property(somePlace, someShare, fc.integer({ min: 0, max: 8 }), (place, share, daysAgo) => {
    const earlier: [number, number][] = [
      [100, 900_000],
      [75, 500_000],
      [55, 650_000],
    ];
    const chart = chartOf(pricesOf(...earlier, [daysAgo, 650_000 * (1 - share)]), place);
    const newest = chart.spans.at(-1);
    const isOfNewest = ({ x }: { x: number }) => Math.abs(x - (newest?.x1 ?? 0)) < 10;
    assert.ok(
      chart.labels.some((label) => label.kind === 'cut' && isOfNewest(label)),
      saidOf(chart),
    );
  });
  fc.assert(check, { numRuns: 500 });
});

test('a rise is told where there is room, and never in place of a cut', () => {
  const given = pricesOf([100, 400_000], [50, 805_000], [0, 800_000]);
  const texts = chartOf(given, onDesktop).labels.map(({ text }) => text);
  assert.deepEqual(texts.slice(-2), ['▼ \u22120.6%', '▲ +101.3%']);
  const cuts = Array.from({ length: 14 }, (_, n): [number, number] => [95 - n * 6, 900_000 - n * 20_000]);
  const many = chartOf(pricesOf([100, 500_000], ...cuts), { ...onDesktop, width: 1_400 });
  assert.ok(
    many.labels.every(({ kind }) => kind !== 'rise'),
    saidOf(many),
  );
});

test('one price that changes is told with all there is to say on a phone too', () => {
  const check = fc.property(somePlace, someShare, (place, share) => {
    const chart = chartOf(pricesOf([100, 400_000], [50, 400_000 * (1 + share)]), place);
    assert.deepEqual(chart.labels.map(({ kind }) => kind).toSorted(), ['last', 'low', 'rise'], saidOf(chart));
  });
  fc.assert(check, { numRuns: 500 });
});

test('a label stands at its own step: no other one is above or below it on its left', () => {
  const check = fc.property(somePlace, someSteps, (place, steps) => {
    const sorted = [...new Map(steps)].toSorted(([one], [other]) => other - one);
    const { labels, spans } = chartOf(pricesOf([100, 400_000], ...sorted), place);
    const changes = spans.slice(1).map(({ x1 }) => x1);
    for (const { kind, anchor, x, box, text } of labels) {
      if (kind !== 'cut' && kind !== 'rise') continue;
      const own = changes.reduce((best, at) => (Math.abs(at - x) < Math.abs(best - x) ? at : best));
      const others = changes.filter((at) => at !== own);
      assert.ok(!others.some((at) => Math.abs(at - own) < 10 && at < own), `${text} is of one of two that are as one`);
      if (anchor === 'end') assert.ok(!others.some((at) => at > box.left && at < own), `${text} is below another one`);
    }
  });
  fc.assert(check, { numRuns: 1_000 });
});

test('in the smallest picture the price of now is told, whatever came before it', () => {
  const check = fc.property(fc.constantFrom('en-GB', 'fr-FR', 'de-DE'), someSteps, (locale, steps) => {
    const sorted = [...new Map(steps)].toSorted(([one], [other]) => other - one);
    const chart = chartOf(pricesOf([100, 400_000], ...sorted), { width: 208, height: 84, locale });
    assert.ok(
      chart.labels.some(({ kind }) => kind === 'last'),
      saidOf(chart),
    );
  });
  fc.assert(check, { numRuns: 500 });
});
