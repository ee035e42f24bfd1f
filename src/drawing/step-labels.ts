import { changeLabels } from './change-labels.ts';
import { centred, lastSize, overlap, type Place, type Wanted } from './chart-labels.ts';
import { formatEuros, formatShortDay } from './numbers.ts';
import type { DrawnSpan, StepChartInput } from './step-chart-shape.ts';
import type { Box } from './step-path.ts';
import { textSize } from './text-width.ts';

const size = textSize;
/** The foot of a text above all lines, for what has to be said in the smallest chart too. */
const topmost = 14;

type Given = { spans: readonly DrawnSpan[]; plot: Box; input: StepChartInput; isWide: boolean };

/** What is written beside the line, the most important first: the last price, the lowest, the first, then what changed. */
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
    ...changeLabels(spans, given.input.locale),
  ];
}

/** Of several times at which it was as low the latest. */
function lowestOf(spans: readonly DrawnSpan[]): DrawnSpan {
  return spans.reduce((low, span) => (span.eur <= low.eur ? span : low));
}

function lastLabel({ x2, y, eur }: DrawnSpan, { input, isWide }: Given): Wanted {
  const beside: Place[] = isWide ? [{ x: x2 + 10, y: y + 4.5, anchor: 'start' }] : [];
  const places: Place[] = [
    { x: x2 + 4, y: y + 21, anchor: 'end' },
    { x: x2 + 4, y: y - 11, anchor: 'end' },
    { x: x2 - 4, y: y + 21, anchor: 'start' },
    { x: x2 - 4, y: y - 11, anchor: 'start' },
    { x: x2 + 4, y: topmost, anchor: 'end' },
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
