import { type Bar, drawBars } from './market-bars.ts';
import { type EndLabel, labelledPeriodText, labelsAt, periodRow, rightMargin, sampleTextOf } from './market-labels.ts';
import { type DrawnBand, type DrawnLine, drawBand, drawLine, type PlotScale } from './market-lines.ts';
import { isShown, type MarketPlot } from './market-plot.ts';
import {
  marketHeight,
  panelHeight,
  panelsBottom,
  panelTops,
  samplesTitle,
  samplesTop,
  stripGap,
  stripHeight,
} from './market-room.ts';
import { periodTicks } from './period-ticks.ts';
import { yearOf } from './periods.ts';
import { type Box, rangeOf } from './step-path.ts';
import { labelWidth } from './text-width.ts';
import { roundTicks, tickLabels } from './ticks.ts';

// The market as a picture, worked out without a document:
//
//   ticks │ a panel of lines with their band,            │ labels at the ends
//         │ or one of bars for each line                 │
//         └─ periods ────────────────────────────────────┘
//           sample sizes, a strip for each line            the last one

export type Panel = {
  box: Box;
  /** Whose it is, where each line has a panel of its own. */
  title: string | undefined;
  yTicks: { y: number; text: string }[];
  lines: DrawnLine[];
  band: DrawnBand | undefined;
  bars: Bar[];
  labels: EndLabel[];
  /** Where the name of the period that labels are of stands. */
  labelledAt: number;
};

export type SampleStrip = { line: number; box: Box; bars: Bar[]; text: string };

export type MarketDrawing = {
  width: number;
  height: number;
  /** The numbers of the first and the last period, and the room of one. */
  from: number;
  to: number;
  each: number;
  left: number;
  right: number;
  panels: Panel[];
  xTicks: { x: number; y: number; text: string }[];
  /** The period that labels are of, by name. */
  labelled: string;
  /** Where the heading of the samples stands; left out where there are none. */
  samplesAt: number | undefined;
  samples: SampleStrip[];
};

/** @returns nothing where there is nothing to show: no value that may be told */
export function drawMarket(plot: MarketPlot): MarketDrawing | undefined {
  const shown = plot.lines.flatMap(({ points }) => points.filter(isShown));
  if (shown.length === 0) return undefined;
  const from = Math.min(...shown.map(({ at }) => at));
  const to = Math.max(...plot.lines.flatMap(({ points }) => points.map(({ at }) => at)));
  const lines = plot.lines.map((line) => ({ ...line, points: line.points.filter(({ at }) => at >= from) }));
  return drawSpan({ ...plot, lines }, from, to);
}

function drawSpan(plot: MarketPlot, from: number, to: number): MarketDrawing {
  const y = yAxisOf(plot);
  const left = Math.ceil(Math.max(...y.labels.map(labelWidth))) + 10;
  const right = plot.width - rightMargin(plot);
  const each = (right - left) / (to - from + 1);
  const size = { ...plot, count: plot.lines.length };
  const bottom = panelsBottom(size);
  const x = (at: number) => left + (at - from + 0.5) * each;
  const frame = { plot, y, x, each, left, right };
  return {
    ...{ width: plot.width, height: marketHeight(size), from, to, each, left, right },
    panels: panelsOf(frame),
    xTicks: xTicksOf(frame, { from, to }).map((tick) => ({ ...tick, y: bottom + 18 })),
    labelled: labelledPeriodText(plot),
    samplesAt: plot.hasSamples ? samplesTop(bottom) + 12 : undefined,
    samples: plot.hasSamples ? samplesOf(frame, samplesTop(bottom) + samplesTitle) : [],
  };
}

type YAxis = { values: readonly number[]; labels: string[] };
type Frame = {
  plot: MarketPlot;
  y: YAxis;
  x: (at: number) => number;
  each: number;
  left: number;
  right: number;
};

function yAxisOf({ lines, shape, fromZero, isWhole, write }: MarketPlot): YAxis {
  const hasBand = lines.length === 1;
  const values = lines.flatMap(({ points }) =>
    points
      .filter(isShown)
      .flatMap(({ value, low, high }) => (hasBand ? [value, low ?? value, high ?? value] : [value])),
  );
  const isFromZero = fromZero || shape === 'bars';
  const { low, high } = isFromZero ? { low: 0, high: Math.max(...values) } : rangeOf(values);
  const target = shape === 'bars' && lines.length > 1 ? 3 : 4;
  const ticks = roundTicks(low, high, { target, isWhole }).values;
  return { values: ticks, labels: tickLabels(ticks, write.tick) };
}

function panelsOf(frame: Frame): Panel[] {
  const { plot } = frame;
  const size = { ...plot, count: plot.lines.length };
  const boxes = panelTops(size).map((each) => boxOf(frame, each, panelHeight(size)));
  return boxes.map((box, at) => (plot.shape === 'line' ? panelOfLines(frame, box) : panelOfBars(frame, box, at)));
}

function boxOf({ left, right }: Frame, at: number, height: number): Box {
  return { left, right, top: at, bottom: at + height };
}

function scaleIn({ y, x }: Frame, { top: above, bottom }: Box): PlotScale {
  const [low = 0, high = 1] = [y.values[0], y.values.at(-1)];
  return { x, y: (value) => bottom - ((value - low) / (high - low)) * (bottom - above) };
}

function yTicksIn(frame: Frame, box: Box): Panel['yTicks'] {
  const { y } = scaleIn(frame, box);
  return frame.y.values.map((value, at) => ({ y: y(value), text: frame.y.labels[at] ?? '' }));
}

function panelOfLines(frame: Frame, box: Box): Panel {
  const { lines, running } = frame.plot;
  const scale = scaleIn(frame, box);
  const [only] = lines;
  const drawn = lines.map(({ points }) => drawLine(points, scale, running));
  return {
    ...{ box, title: undefined, yTicks: yTicksIn(frame, box), lines: drawn, bars: [] },
    band: lines.length === 1 && only ? drawBand(only.points, scale, running) : undefined,
    labels: labelsAt(frame.plot, [...lines.keys()], { box, scale }),
    labelledAt: periodRow(frame.plot, box),
  };
}

function panelOfBars(frame: Frame, box: Box, at: number): Panel {
  const line = frame.plot.lines[at];
  const points = line?.points ?? [];
  const scale = scaleIn(frame, box);
  return {
    ...{ box, title: frame.plot.lines.length > 1 ? line?.name : undefined, yTicks: yTicksIn(frame, box) },
    ...{ lines: [], band: undefined },
    bars: drawBars(points, ({ value }) => value, { ...scale, base: box.bottom, each: frame.each, most: 28 }),
    labels: labelsAt(frame.plot, [at], { box, scale }),
    labelledAt: periodRow(frame.plot, box),
  };
}

function xTicksOf({ plot, x, each }: Frame, span: { from: number; to: number }): { x: number; text: string }[] {
  const { period, write } = plot;
  const needed = Math.max(labelWidth(write.period(span.to)), labelWidth(write.period(span.from))) + 20;
  const neededByYear = labelWidth('2000') + 12;
  const { ordinals, areYears } = periodTicks(period, span, { each, needed, neededByYear });
  return ordinals.flatMap((at) => {
    const text = areYears ? String(yearOf(at, period)) : write.period(at);
    const half = labelWidth(text) / 2;
    const isInside = x(at) + half <= plot.width && x(at) - half >= 0;
    return isInside ? [{ x: x(at), text }] : [];
  });
}

function samplesOf(frame: Frame, from: number): SampleStrip[] {
  const { lines } = frame.plot;
  const height = stripHeight(lines.length);
  const most = Math.max(1, ...lines.flatMap(({ points }) => points.map(({ count }) => count)));
  return lines.map((each, line) => {
    const { points } = each;
    const box = boxOf(frame, from + line * (height + stripGap), height);
    const y = (count: number) => box.bottom - (count / most) * height;
    const bars = drawBars(points, ({ count }) => count, { x: frame.x, y, base: box.bottom, each: frame.each, most: 6 });
    const room = frame.plot.width - frame.right - 12;
    return { line, box, bars, text: sampleTextOf(frame.plot, each, room) };
  });
}
