import { lastSize, placeLabels } from './chart-labels.ts';
import { type Held, heldSpans } from './held-spans.ts';
import { formatEuros } from './numbers.ts';
import { priceAxis, tickText } from './price-axis.ts';
import type { DrawnSpan, StepChart, StepChartInput, Tick } from './step-chart-shape.ts';
import { lineTakes, wantedLabels } from './step-labels.ts';
import { drawnMarks } from './step-marks.ts';
import { type Box, pixels, type Scale, scaleOf } from './step-path.ts';
import { labelWidth, textSize, textWidth } from './text-width.ts';
import { timeTicks } from './time-axis.ts';

// Lays out the prices of one listing, for the page and for the pictures of the server. It knows no DOM: how wide a text is, is
// estimated. Instants are UTC milliseconds, prices euros, places pixels from the upper left corner.

/** From this width on the last price stands beside the end of the line. */
const wide = 560;
const lineHeight = 15;

export function layStepChart(input: StepChartInput): StepChart {
  const { prices, from, to, now, width, height, locale } = input;
  const held = heldSpans(prices, { from, end: Math.min(now, to) });
  const axis = axisOf(held, input.zero);
  const priceTexts = held.length === 0 ? [] : axis.ticks.map((eur) => tickText(eur, axis, locale));
  const plot = plotOf(input, priceTexts, held.at(-1));
  const domain = { from, to, low: axis.low, high: axis.high };
  const scale = scaleOf(domain, plot);
  const spans = held.map((span) => drawn(span, from, scale));
  const last = spans.at(-1);
  const end = last && now <= to ? { x: last.x2, y: last.y } : undefined;
  const marks = drawnMarks(input, scale, plot);
  const times = timeTicks({ from, to }, { width: plot.right - plot.left, locale, size: textSize });
  return {
    ...{ width, height, plot, domain, spans, end, marks, ...pathsOf(spans) },
    priceTicks: withRoom(priceTexts.map((text, number) => ({ text, place: scale.y(axis.ticks[number] ?? 0) }))),
    timeTicks: times.map(({ at, text }) => ({ text, place: scale.x(at) })).filter((tick) => isShown(tick, width)),
    labels: placeLabels(wantedLabels({ spans, plot, input, isWide: width >= wide }), {
      bounds: { left: plot.left, top: 1, right: width - 1, bottom: plot.bottom - 2 },
      isTaken: lineTakes(spans, [...marks, ...(end ? [end] : [])]),
    }),
  };
}

function axisOf(held: readonly Held[], zero: boolean) {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, 0];
  for (const { eur } of held) [lowest, highest] = [Math.min(lowest, eur), Math.max(highest, eur)];
  return priceAxis({ lowest: Math.min(lowest, highest), highest, zero });
}

/** The foot and, where all of them would stand on each other, every second or third mark from there. */
function withRoom(ticks: readonly Tick[]): Tick[] {
  const [foot, next] = ticks;
  const every = foot && next ? Math.ceil(lineHeight / Math.abs(foot.place - next.place)) : 1;
  return ticks.filter((_, number) => number % every === 0);
}

/** Room for the texts around it: of the axes, above the highest price, and of the last one. */
function plotOf({ width, height, locale }: StepChartInput, prices: readonly string[], last: Held | undefined): Box {
  const left = Math.min(width / 2, Math.max(0, ...prices.map(labelWidth)) + 8);
  const beside = last && width >= wide ? textWidth(formatEuros(last.eur, locale), lastSize) + 14 : 8;
  return { left, top: 26, right: width - Math.min(width / 3, beside), bottom: Math.max(30, height - 26) };
}

function drawn(span: Held, from: number, scale: Scale): DrawnSpan {
  return {
    ...span,
    x1: scale.x(Math.max(span.from, from)),
    x2: scale.x(Math.max(span.to, from)),
    y: scale.y(span.eur),
  };
}

function pathsOf(spans: readonly DrawnSpan[]): { runs: string; risers: string } {
  let [runs, risers] = ['', ''];
  for (const [number, { x1, x2, y }] of spans.entries()) {
    runs += `M${pixels(x1)} ${pixels(y)}H${pixels(x2)}`;
    const before = spans[number - 1];
    if (before) risers += `M${pixels(x1)} ${pixels(before.y)}V${pixels(y)}`;
  }
  return { runs, risers };
}

function isShown({ place, text }: Tick, width: number): boolean {
  const half = labelWidth(text) / 2;
  return place - half >= 0 && place + half <= width;
}
