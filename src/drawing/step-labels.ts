import { changePercent } from './change-percent.ts';
import { centred, lastSize, overlap, type Place, type Wanted } from './chart-labels.ts';
import { formatEuros, formatPercentChange, formatShortDay } from './numbers.ts';
import type { DrawnSpan, StepChartInput } from './step-chart-shape.ts';
import type { Box } from './step-path.ts';
import { textSize } from './text-width.ts';

const size = textSize;
/** Of thousands of cuts the largest may find room; to look for more takes time. */
const mostCuts = 12;

type Given = { spans: readonly DrawnSpan[]; plot: Box; input: StepChartInput; isWide: boolean };

/** What is written beside the line, the most important first: the last price, the lowest, the first, then cuts by size. */
export function wantedLabels(given: Given): Wanted[] {
  const { spans } = given;
  const [first, last] = [spans[0], spans.at(-1)];
  if (!first || !last) return [];
  const low = lowestOf(spans);
  const isFlat = spans.every(({ eur }) => eur === first.eur);
  const isFirstSaid = first === last || (first === low && !isFlat);
  return [
    lastLabel(last, given),
    ...(isFlat ? [] : [lowLabel(low, given)]),
    ...(isFirstSaid ? [] : [firstLabel(first, given)]),
    ...cutLabels(given),
  ];
}

/** Of several times at which it was as low the latest. */
function lowestOf(spans: readonly DrawnSpan[]): DrawnSpan {
  return spans.reduce((low, span) => (span.eur <= low.eur ? span : low));
}

function lastLabel({ x2, y, eur }: DrawnSpan, { input, isWide }: Given): Wanted {
  const beside: Place[] = isWide ? [{ x: x2 + 10, y: y + 4.5, anchor: 'start' }] : [];
  const places: Place[] = [
    { x: x2 + 4, y: y - 10, anchor: 'end' },
    { x: x2 + 4, y: y + 21, anchor: 'end' },
    { x: x2 - 4, y: y - 10, anchor: 'start' },
    { x: x2 - 4, y: y + 21, anchor: 'start' },
  ];
  return { kind: 'last', text: formatEuros(eur, input.locale), size: lastSize, places: [...beside, ...places] };
}

function lowLabel(low: DrawnSpan, { input, plot }: Given): Wanted {
  const { locale, now, words } = input;
  const day = (at: number) => formatShortDay(at, locale, now);
  const price = formatEuros(low.eur, locale);
  const [from, to] = [day(low.from), day(low.to)];
  const then = from === to ? words.lowOn(price, from) : words.lowFromTo(price, from, to);
  const text = low.isLast ? words.lowSince(from) : then;
  const x = centred((low.x1 + low.x2) / 2, { text, size }, plot);
  const places = [18, 36].map((below): Place => ({ x, y: low.y + below, anchor: 'middle' }));
  return { kind: 'low', text, size, places };
}

function firstLabel({ x1, y, eur }: DrawnSpan, { input }: Given): Wanted {
  const places: Place[] = [
    { x: x1, y: y - 8, anchor: 'start' },
    { x: x1, y: y + 18, anchor: 'start' },
  ];
  return { kind: 'first', text: formatEuros(eur, input.locale), size, places };
}

type Cut = { span: DrawnSpan; above: number; pct: number };

function cutLabels({ spans, input }: Given): Wanted[] {
  return cutsOf(spans).map(({ span, above, pct }) => {
    const places: Place[] = [
      { x: span.x1 + 5, y: span.y - 7, anchor: 'start' },
      { x: span.x1 - 5, y: above + 17, anchor: 'end' },
      { x: span.x1 - 5, y: span.y + 4, anchor: 'end' },
      { x: span.x1 + 5, y: span.y + 18, anchor: 'start' },
    ];
    return { kind: 'cut', text: `▼ ${formatPercentChange(pct, input.locale)}`, size, places };
  });
}

/** Of changes that come closer nobody would see which one a text is about. */
const apart = 20;

/** Within the time that is shown, the largest first. */
function cutsOf(spans: readonly DrawnSpan[]): Cut[] {
  const cuts = spans.slice(1).flatMap((span, number): Cut[] => {
    const { before = 0, eur, x1, x2, isLast } = span;
    const above = spans[number]?.y;
    const isSeen = isLast || x2 - x1 >= apart;
    const pct = changePercent(before, eur) ?? 0;
    return isSeen && above !== undefined && pct < 0 ? [{ span, above, pct }] : [];
  });
  return cuts.sort((one, other) => one.pct - other.pct).slice(0, mostCuts);
}

const clear = 1.5;

/** Whether a box would stand on the line, or on one of its points. */
export function lineTakes(spans: readonly DrawnSpan[], points: readonly { x: number; y: number }[]) {
  const around = points.map(({ x, y }) => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 }));
  return (box: Box): boolean =>
    around.some((point) => overlap(box, point)) ||
    spans.some(({ x1, x2, y }, number) => {
      const before = spans[number - 1]?.y ?? y;
      const run = { left: x1, right: x2, top: y - clear, bottom: y + clear };
      const riser = { left: x1 - clear, right: x1 + clear, top: Math.min(y, before), bottom: Math.max(y, before) };
      return overlap(box, run) || overlap(box, riser);
    });
}
