import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { drawMarket, type MarketDrawing } from '../../src/drawing/market-chart.ts';
import { markPath } from '../../src/drawing/market-marks.ts';
import type { MarketPlot, MarketPoint } from '../../src/drawing/market-plot.ts';
import { marketHeight } from '../../src/drawing/market-room.ts';
import { labelWidth } from '../../src/drawing/text-width.ts';

const running = 30;

function plotOf(lines: MarketPoint[][], more: Partial<MarketPlot> = {}): MarketPlot {
  return {
    lines: lines.map((points, at) => ({ name: `Place ${at}`, points })),
    ...{ shape: 'line', period: 'month', running, fromZero: false, isWhole: false, hasSamples: true, width: 800 },
    write: {
      tick: (value, digits) => String(Number(value.toPrecision(digits))),
      value: (value) => value.toFixed(1),
      count: String,
      period: (ordinal) => `period ${ordinal}`,
    },
    ...more,
  };
}

function drawn(plot: MarketPlot): MarketDrawing {
  const drawing = drawMarket(plot);
  assert.ok(drawing);
  return drawing;
}

const steady = (from: number, to: number): MarketPoint[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ at: from + at, value: 100 + at, low: 80, high: 140, count: 9 }));

test('there is nothing to draw where nothing may be told', () => {
  assert.equal(drawMarket(plotOf([])), undefined);
  assert.equal(drawMarket(plotOf([[]])), undefined);
  assert.equal(drawMarket(plotOf([[{ at: 1, count: 3 }]])), undefined);
});

test('one point is a dot with its label', () => {
  const { panels, from, to } = drawn(plotOf([[{ at: 7, value: 100, count: 9 }]]));
  assert.deepEqual([from, to], [7, 7]);
  assert.equal(panels[0]?.lines[0]?.alone.length, 1);
  assert.equal(panels[0]?.labels[0]?.text, '100.0');
});

test('a period that is not told is a gap', () => {
  const points = steady(1, 9).map((point) => (point.at === 5 ? { at: 5, count: 2 } : point));
  assert.equal(drawn(plotOf([points])).panels[0]?.lines[0]?.path.split('M').length, 3);
});

test('a period that is missing is a gap', () => {
  const points = steady(1, 9).filter(({ at }) => at !== 5);
  assert.equal(drawn(plotOf([points])).panels[0]?.lines[0]?.path.split('M').length, 3);
});

test('the period that runs is apart, for a broken line', () => {
  const line = drawn(plotOf([steady(25, running)])).panels[0]?.lines[0];
  assert.equal(line?.path.match(/[ML]/g)?.length, 5);
  assert.equal(line?.running.match(/[ML]/g)?.length, 2);
  assert.deepEqual(
    line?.ends.map(({ isRunning }) => isRunning),
    [false, true],
  );
});

test('the marks of four lines have four shapes, around the place that is marked', () => {
  const marks = [0, 1, 2, 3].map((number) => markPath(number, { x: 50, y: 50, r: 3 }));
  assert.equal(new Set(marks).size, 4);
  for (const path of marks.slice(1)) {
    const corners = [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const middle = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
    assert.ok(Math.abs(middle(0) - 50) < 0.1 && Math.abs(middle(1) - 50) < 0.1);
  }
});

test('only a line that is alone has a band, with edges', () => {
  const [one, two] = [drawn(plotOf([steady(1, 9)])), drawn(plotOf([steady(1, 9), steady(1, 9)]))];
  assert.ok(one.panels[0]?.band?.area.endsWith('Z') && one.panels[0].band.edges !== '');
  assert.equal(two.panels[0]?.band, undefined);
});

test('several lines of bars have a panel each, from zero, with one scale', () => {
  const { panels } = drawn(plotOf([steady(1, 9), steady(1, 5)], { shape: 'bars' }));
  assert.deepEqual(
    panels.map(({ title, bars, yTicks }) => [title, bars.length, yTicks[0]?.text]),
    [
      ['Place 0', 9, '0'],
      ['Place 1', 5, '0'],
    ],
  );
});

test('a bar of zero is seen, one that is not told is not there', () => {
  const { panels } = drawn(
    plotOf(
      [
        [
          { at: 1, value: 0, count: 9 },
          { at: 2, count: 2 },
          { at: 3, value: 4, count: 9 },
        ],
      ],
      { shape: 'bars' },
    ),
  );
  assert.deepEqual(
    panels[0]?.bars.map(({ at }) => at),
    [1, 3],
  );
  assert.ok(panels[0]?.bars.every(({ height }) => height >= 1));
});

for (const shape of ['line', 'bars'] as const) {
  test(`labels are of the last period that has ended, and it is named: ${shape}`, () => {
    const points = [
      { at: running - 1, value: 8, low: 7, high: 9, count: 5 },
      { at: running, value: 1, low: 0, high: 2, count: 9 },
    ];
    const { panels, labelled, samples } = drawn(plotOf([points], { shape }));
    assert.equal(labelled, `period ${running - 1}`);
    assert.equal(panels[0]?.labels[0]?.text, '8.0');
    assert.ok(panels[0]?.labels.every(({ at }) => at === running - 1));
    assert.equal(samples[0]?.text, '5');
  });

  test(`one that is not told of that period says of when it is: ${shape}`, () => {
    const lines = [steady(20, running), steady(20, 25), [{ at: running, value: 100, count: 9 }]];
    const { panels, labelled } = drawn(plotOf(lines, { shape }));
    const texts = panels.flatMap(({ labels }) => labels.map(({ text }) => text.replace(/^Place \d /, '')));
    assert.equal(labelled, `period ${running - 1}`);
    assert.deepEqual(texts, ['109.0', '105.0 (period 25)', `100.0 (period ${running})`]);
  });
}

test('where nothing has ended labels are of the period that runs', () => {
  const { panels, labelled } = drawn(plotOf([[{ at: running, value: 8, count: 9 }]]));
  assert.deepEqual([labelled, panels[0]?.labels[0]?.text], [`period ${running}`, '8.0']);
});

test('on a narrow screen a value stands below its name', () => {
  const { panels } = drawn(plotOf([steady(1, 9), steady(1, 9)], { width: 358 }));
  assert.deepEqual(
    panels[0]?.labels.map(({ text, below }) => [text, below]),
    [
      ['Place 0', '108.0'],
      ['Place 1', '108.0'],
    ],
  );
});

test('on a narrow screen there is room for a value with its period', () => {
  const plot = plotOf([steady(20, running), steady(20, 25)], { width: 358 });
  const { panels } = drawn({ ...plot, write: { ...plot.write, period: () => 'Sept 2026' } });
  assert.equal(panels[0]?.labels[1]?.below, '105.0 (Sept 2026)');
});

test('a name that is too long is cut, its value is not', () => {
  const plot = plotOf([steady(1, 9), steady(1, 9)]);
  const lines = plot.lines.map((line) => ({ ...line, name: 'Llanfairpwllgwyngyllgogerychwyrndrobwll'.repeat(2) }));
  const { panels } = drawn({ ...plot, lines });
  assert.ok(panels[0]?.labels.every(({ text }) => text.endsWith('… 108.0')));
});

const point = fc.record({
  value: fc.option(fc.double({ min: 0, max: 1e7, noNaN: true }), { nil: undefined }),
  spread: fc.double({ min: 0, max: 0.9, noNaN: true }),
  count: fc.nat(100_000),
});
const line = fc.record({ from: fc.integer({ min: 0, max: running }), points: fc.array(point, { maxLength: 31 }) });
const anyPlot = fc
  .record({
    lines: fc.array(line, { maxLength: 4 }),
    shape: fc.constantFrom('line' as const, 'bars' as const),
    fromZero: fc.boolean(),
    hasSamples: fc.boolean(),
    width: fc.integer({ min: 320, max: 1200 }),
  })
  .map(({ lines, ...more }) =>
    plotOf(
      lines.map(({ from, points }) =>
        points.slice(0, running - from + 1).map(({ value, spread, count }, at) => ({
          ...{ at: from + at, value, count },
          ...(value !== undefined && { low: value * (1 - spread), high: value * (1 + spread) }),
        })),
      ),
      more,
    ),
  );

test('nothing is drawn outside, and nothing at no place', () => {
  fc.assert(
    fc.property(anyPlot, (plot) => {
      const drawing = drawMarket(plot);
      if (!drawing) return;
      assert.doesNotMatch(JSON.stringify(drawing), /NaN|Infinity|null/);
      assert.equal(drawing.height, marketHeight({ ...plot, count: plot.lines.length }));
      for (const { box, lines, band, bars } of drawing.panels) {
        const paths = [...lines.flatMap((each) => [each.path, each.running]), ...Object.values(band ?? {})];
        for (const [x, y] of paths.flatMap(placesOf)) {
          assert.ok(x >= box.left - 0.1 && x <= box.right + 0.1 && y >= box.top - 0.1 && y <= box.bottom + 0.1);
        }
        for (const bar of bars)
          assert.ok(bar.x >= box.left && bar.x + bar.width <= box.right + 1e-6 && bar.y >= box.top - 2);
        assert.ok(box.bottom <= drawing.height && box.right < drawing.width);
      }
    }),
  );
});

test('labels do not overlap, and fit beside the plot', () => {
  fc.assert(
    fc.property(anyPlot, (plot) => {
      const drawing = drawMarket(plot);
      for (const { text, box } of drawing?.samples ?? []) {
        assert.ok(box.right + 12 + labelWidth(text) <= plot.width);
      }
      for (const { labels, box } of drawing?.panels ?? []) {
        const places = labels.map(({ y }) => y).toSorted((a, b) => a - b);
        assert.ok(places.slice(1).every((y, at) => y - (places[at] ?? 0) >= 16 - 1e-6));
        const start = box.right + 12 + (plot.lines.length > 1 && plot.shape === 'line' ? 34 : 0);
        const widths = labels.flatMap(({ text, below = '' }) => [labelWidth(text) * 1.12, labelWidth(below)]);
        assert.ok(widths.every((width) => start + width <= plot.width));
      }
    }),
  );
});

test('periods are labelled where there is room for it', () => {
  fc.assert(
    fc.property(anyPlot, (plot) => {
      const ticks = drawMarket(plot)?.xTicks ?? [];
      const ends = ticks.map(({ x, text }) => [x - labelWidth(text) / 2, x + labelWidth(text) / 2] as const);
      assert.ok(ends.every(([left, right], at) => left >= (ends[at - 1]?.[1] ?? 0) && right <= plot.width));
    }),
  );
});

function placesOf(path: string): [number, number][] {
  return [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}
