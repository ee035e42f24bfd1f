import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overlap } from '../../src/drawing/chart-labels.ts';
import { layStepChart } from '../../src/drawing/step-chart.ts';
import type { StepChart, StepChartInput } from '../../src/drawing/step-chart-shape.ts';
import { type Box, scaleOf } from '../../src/drawing/step-path.ts';
import { labelWidth } from '../../src/drawing/text-width.ts';

const day = 86_400_000;
const now = new Date(2026, 10, 1, 12).getTime();
const words = {
  lowFromTo: (price: string, from: string, to: string) => `Low ${price}, ${from} – ${to}`,
  lowOn: (price: string, on: string) => `Low ${price}, ${on}`,
  lowSince: (from: string) => `Lowest since ${from}`,
};
const usual: StepChartInput = {
  ...{ prices: [], from: now - 365 * day, to: now, now, zero: false },
  ...{ width: 800, height: 340, locale: 'en-GB', words },
};
const chartOf = (input: Partial<StepChartInput>) => layStepChart({ ...usual, ...input });
const prices = (...given: [daysAgo: number, eur: number][]) =>
  given.map(([ago, eur]) => ({ at: now - ago * day, eur }));
const said = (input: Partial<StepChartInput>, kind: string) =>
  chartOf(input).labels.flatMap((label) => (label.kind === kind ? [label.text] : []));

test('without prices there are no line, no labels and no price axis, but the time', () => {
  const chart = chartOf({});
  assert.deepEqual([chart.runs, chart.risers, chart.end, chart.spans], ['', '', undefined, []]);
  assert.deepEqual([chart.labels, chart.priceTicks], [[], []]);
  assert.ok(chart.timeTicks.length > 3);
});

test('one price is one run that ends at now with a dot and its price', () => {
  const chart = chartOf({ prices: prices([100, 250_000]) });
  assert.match(chart.runs, /^M[\d.]+ [\d.]+H[\d.]+$/);
  assert.equal(chart.risers, '');
  assert.equal(chart.end?.x, chart.plot.right);
  assert.deepEqual(
    chart.labels.map(({ text }) => text),
    ['€250,000'],
  );
});

test('prices that are all equal have no lowest one', () => {
  const chart = chartOf({ prices: prices([100, 250_000], [50, 250_000]) });
  assert.ok(chart.labels.every(({ kind }) => kind !== 'low' && kind !== 'cut'));
});

test('a price of 0 is drawn at the foot', () => {
  const chart = chartOf({ prices: prices([100, 0]) });
  assert.equal(chart.end?.y, chart.plot.bottom);
  assert.equal(new Set(chart.priceTicks.map(({ text }) => text)).size, chart.priceTicks.length);
});

test('marks of close prices do not lose the digit that changes, in any locale', () => {
  for (const locale of ['en-GB', 'fr-FR', 'de-DE']) {
    for (const [one, other] of [
      [389_000, 389_500],
      [1_234_000, 1_234_500],
      [850, 851],
    ] as const) {
      const { priceTicks } = chartOf({ prices: prices([100, other], [50, one]), locale });
      assert.ok(priceTicks.length === 4 || priceTicks.length === 5);
      assert.equal(new Set(priceTicks.map(({ text }) => text)).size, priceTicks.length, String(priceTicks));
    }
  }
});

test('the lowest third stays empty, the range is a tenth of the price at least, and zero is shown when asked for', () => {
  const [plain, zero] = [false, true].map((is) => chartOf({ prices: prices([100, 400_000], [50, 399_000]), zero: is }));
  assert.ok(plain && zero);
  const empty = (plain.plot.bottom - Math.max(...plain.spans.map(({ y }) => y))) / (plain.plot.bottom - plain.plot.top);
  assert.ok(empty >= 1 / 3, String(empty));
  assert.ok(plain.domain.high - plain.domain.low >= 40_000);
  assert.ok(plain.domain.low > 0);
  assert.equal(zero.domain.low, 0);
});

test('what began before the window enters at its edge with its own start, and its change is known', () => {
  const chart = chartOf({ prices: prices([900, 300_000], [800, 290_000], [10, 280_000]) });
  assert.deepEqual(
    chart.spans.map(({ from, before, x1 }) => [(now - from) / day, before, x1 === chart.plot.left]),
    [
      [800, 300_000, true],
      [10, 290_000, false],
    ],
  );
});

test('no price is drawn after now, nor after the window, and then without a dot', () => {
  assert.equal(chartOf({ prices: prices([20, 5], [-3, 9]) }).spans.length, 1);
  const past = chartOf({ prices: prices([900, 300_000], [10, 280_000]), to: now - 100 * day });
  assert.deepEqual([past.spans.length, past.end], [1, undefined]);
});

test('the line ends at now, not at the edge, where the window goes on', () => {
  const chart = chartOf({ prices: prices([20, 5]), from: now - 50 * day, to: now + 50 * day });
  const middle = (chart.plot.left + chart.plot.right) / 2;
  assert.ok(Math.abs((chart.end?.x ?? 0) - middle) < 1);
});

test('the lowest price is told with the latest days that it held, and of the price now since when', () => {
  const twice = prices([300, 400_000], [250, 380_000], [200, 390_000], [150, 380_000], [90, 395_000]);
  assert.deepEqual(said({ prices: twice }, 'low'), ['Low €380,000, 4 Jun – 3 Aug']);
  assert.deepEqual(said({ prices: prices([300, 400_000], [150, 380_000]) }, 'low'), ['Lowest since 4 Jun']);
});

test('a lowest price that held for less than a day is told with that day', () => {
  const brief = prices([300, 400_000], [150.2, 380_000], [150.1, 390_000]);
  assert.deepEqual(said({ prices: brief }, 'low'), ['Low €380,000, 4 Jun']);
});

test('cuts that come too close to be told apart are not labelled, and the last of them neither', () => {
  const close = prices([302, 400_000], [301, 390_000], [300, 380_000], [100, 370_000], [3, 360_000]);
  assert.deepEqual(said({ prices: close }, 'cut').sort(), ['▼ \u22122.6%', '▼ \u22122.7%']);
});

test('each cut and each rise is told in percent of the price before, with arrow and sign', () => {
  const given = prices([300, 400_000], [250, 380_000], [200, 390_000], [100, 351_000]);
  assert.deepEqual(said({ prices: given }, 'cut').sort(), ['▼ \u221210.0%', '▼ \u22125.0%']);
  assert.deepEqual(said({ prices: given }, 'rise'), ['▲ +2.6%']);
});

test('what was corrected or voided has no part in range and line, and stays within the plot', () => {
  const given = { prices: prices([100, 400_000]) };
  const marks = [{ at: now - 50 * day, eur: 40_000_000, kind: 'voided' as const, reason: 'a slip' }];
  const [without, chart] = [chartOf(given), chartOf({ ...given, marks })];
  assert.deepEqual([chart.domain, chart.runs, chart.spans], [without.domain, without.runs, without.spans]);
  assert.ok((chart.marks[0]?.y ?? 0) >= 0);
  assert.deepEqual(chartOf({ ...given, marks, from: now - 20 * day }).marks, []);
});

test('what was stated far off says that it is beyond the axis', () => {
  const given = prices([40, 5_330_000], [30, 535_000], [20, 53_300]);
  const marks = given.map((step) => ({ ...step, kind: 'corrected' as const }));
  const { plot, marks: drawn } = chartOf({ prices: prices([100, 533_000], [50, 525_000]), marks });
  assert.deepEqual(
    drawn.map(({ beyond }) => beyond),
    ['above', undefined, 'below'],
  );
  const [above, , below] = drawn.map(({ y }) => y);
  assert.ok(above !== undefined && above < plot.top);
  assert.ok(below !== undefined && below > plot.bottom - 20);
});

test('5,000 prices are laid out at once', () => {
  const many = Array.from({ length: 5_000 }, (_, n) => ({
    at: now - (5_000 - n) * 3_600_000,
    eur: 300_000 + ((n * 7_919) % 50_000),
  }));
  layStepChart({ ...usual, prices: many });
  const start = performance.now();
  const chart = layStepChart({ ...usual, prices: many });
  assert.equal(chart.spans.length, 5_000);
  assert.ok(performance.now() - start < 250);
});

/** Some are close to each other, and the dearest as dear as any may be. */
const someAmount = fc.oneof(
  fc.integer({ min: 0, max: 3_000_000 }),
  fc.integer({ min: 389_000, max: 389_999 }),
  fc.integer({ min: 999_999_999_000, max: 999_999_999_999 }).map((euros) => euros + 0.99),
);

const someChart = fc
  .record({
    ages: fc.array(fc.integer({ min: 0, max: 4_000 * 24 }), { maxLength: 40 }),
    amounts: fc.array(someAmount, { minLength: 40, maxLength: 40 }),
    markAges: fc.array(fc.integer({ min: 0, max: 4_000 * 24 }), { maxLength: 4 }),
    windowDays: fc.integer({ min: 1, max: 6_000 }),
    zero: fc.boolean(),
    // From what the smallest picture of the service has room for.
    width: fc.integer({ min: 208, max: 1_400 }),
    height: fc.integer({ min: 84, max: 600 }),
    locale: fc.constantFrom('en-GB', 'fr-FR', 'de-DE', 'de-AT', 'none'),
  })
  .map(({ ages, amounts, markAges, windowDays, ...rest }): StepChartInput => {
    const hours = [...new Set(ages)].sort((one, other) => other - one);
    return {
      ...{ ...usual, ...rest, from: now - windowDays * day },
      prices: hours.map((age, n) => ({ at: now - age * 3_600_000, eur: amounts[n] ?? 0 })),
      marks: markAges.map((age, n) => ({ at: now - age * 3_600_000, eur: (amounts[n] ?? 0) * 3, kind: 'corrected' })),
    };
  });

test('labels do not stand on each other, and are within the box', () => {
  const check = fc.property(someChart, (input) => {
    const { width, height, labels } = layStepChart(input);
    for (const [n, { box, text }] of labels.entries()) {
      assert.ok(box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height, text);
      const around = { ...box, left: box.left - 5, right: box.right + 5 };
      for (const other of labels.slice(n + 1)) assert.ok(!overlap(around, other.box), `${text} on ${other.text}`);
    }
  });
  fc.assert(check, { numRuns: 300 });
});

/** Where the texts of the axes stand. */
function axisBoxes({ plot, priceTicks, timeTicks }: StepChart): (Box & { text: string })[] {
  const lines = (y: number) => ({ top: y - 10, bottom: y + 3 });
  return [
    ...priceTicks.map(({ place, text }) => {
      const right = plot.left - 8;
      return { text, left: right - labelWidth(text), right, ...lines(place + 4) };
    }),
    ...timeTicks.map(({ place, text }) => {
      const half = labelWidth(text) / 2;
      return { text, left: place - half, right: place + half, ...lines(plot.bottom + 20) };
    }),
  ];
}

test('texts of the axes stand neither on each other nor on labels, and are within the box, also of the least size', () => {
  const check = fc.property(someChart, (input) => {
    const chart = layStepChart(input);
    const axes = axisBoxes(chart);
    for (const [n, box] of axes.entries()) {
      assert.ok(box.left >= -0.1 && box.right <= chart.width + 0.1, `${box.text} is beside the box`);
      const others = [...axes.slice(n + 1), ...chart.labels.map((label) => ({ ...label.box, text: label.text }))];
      for (const other of others) assert.ok(!overlap(box, other), `${box.text} on ${other.text}`);
    }
  });
  fc.assert(check, { numRuns: 300 });
});

test('an axis has 4 or 5 marks where there is room, else fewer, and always the one at its foot', () => {
  for (const [height, counts] of [
    [84, [2, 3]],
    [340, [4, 5]],
  ] as const) {
    const { priceTicks, plot } = chartOf({ prices: prices([100, 400_000], [50, 390_000]), height });
    assert.ok((counts as readonly number[]).includes(priceTicks.length), `${priceTicks.length} of ${height}`);
    assert.equal(priceTicks[0]?.place, plot.bottom);
  }
});

test('nothing is outside of the box, and no path has NaN', () => {
  const check = fc.property(someChart, (input) => {
    const { width, height, marks, spans, runs, risers, priceTicks, timeTicks } = layStepChart(input);
    assert.doesNotMatch(runs + risers, /NaN|Infinity|undefined/);
    assert.ok(spans.length === 0 || [2, 3, 4, 5].includes(priceTicks.length));
    const ends = spans.flatMap(({ x1, x2, y }) => [x1, x2].map((x) => ({ x, y })));
    const xs = [...timeTicks.map(({ place }) => place), ...[...marks, ...ends].map(({ x }) => x)];
    const ys = [...priceTicks.map(({ place }) => place), ...[...marks, ...ends].map(({ y }) => y)];
    assert.ok(xs.every((x) => x >= -0.1 && x <= width + 0.1));
    assert.ok(ys.every((y) => y >= 0 && y <= height));
  });
  fc.assert(check, { numRuns: 300 });
});

test('a mark stands at its price, or says on which side of the picture that is', () => {
  const check = fc.property(someChart, (input) => {
    const { plot, domain, marks, height } = layStepChart(input);
    for (const { eur, y, beyond } of marks) {
      const own = scaleOf(domain, plot).y(eur);
      if (beyond === undefined) assert.equal(y, own);
      else assert.ok(beyond === 'above' ? own < y : own > y);
      assert.ok(y >= 11 && y <= height - 11, `a ring around ${y} of ${height}`);
    }
  });
  fc.assert(check, { numRuns: 300 });
});
