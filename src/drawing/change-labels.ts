import { changePercent } from './change-percent.ts';
import type { Place, Wanted } from './chart-labels.ts';
import { formatPercentChange } from './numbers.ts';
import type { DrawnSpan } from './step-chart-shape.ts';
import { labelWidth, textSize } from './text-width.ts';

/** Of thousands of changes the most important may find room; to look for more takes time. */
const most = 12;
/** Of changes that come closer nobody would see which one a text is about. */
const apart = { fromBefore: 10, fromNext: 20 };
const margin = 10;

/** @property before the height of the price before @property room to the left, as far as the change before */
type Change = { span: DrawnSpan; before: number; pct: number; room: number };

/** By how much each price differs from the one before: the newest cut first, then cuts and then rises by size. */
export function changeLabels(spans: readonly DrawnSpan[], locale: string): Wanted[] {
  const changes = changesOf(spans);
  const [cuts, rises] = [changes.filter(({ pct }) => pct < 0), changes.filter(({ pct }) => pct > 0)];
  const newest = cuts.at(-1);
  const bySize = [cuts, rises].flatMap((some) =>
    some.toSorted((one, other) => Math.abs(other.pct) - Math.abs(one.pct)),
  );
  const wanted = newest ? [newest, ...bySize.filter((change) => change !== newest)] : bySize;
  return wanted.slice(0, most).map((change) => labelOf(change, locale));
}

/** Within the time that is shown; from 0 there is none in percent. */
function changesOf(spans: readonly DrawnSpan[]): Change[] {
  return spans.slice(1).flatMap((span, number): Change[] => {
    const { before = 0, eur, x1, x2, isLast } = span;
    const room = number === 0 ? Number.POSITIVE_INFINITY : x1 - (spans[number]?.x1 ?? x1);
    const isSeen = room >= apart.fromBefore && (isLast || x2 - x1 >= apart.fromNext);
    const pct = changePercent(before, eur) ?? 0;
    return isSeen ? [{ span, before: spans[number]?.y ?? span.y, pct, room }] : [];
  });
}

/** On its left no other change is above or below it: it would be taken for that one's. */
function labelOf({ span: { x1, y }, before, pct, room }: Change, locale: string): Wanted {
  const at = { x: x1, y, before };
  const [kind, sign, places] =
    pct < 0 ? (['cut', '▼', placesOfCut(at)] as const) : (['rise', '▲', placesOfRise(at)] as const);
  const text = `${sign} ${formatPercentChange(pct, locale)}`;
  const isClear = labelWidth(text) + margin <= room;
  return { kind, text, size: textSize, places: places.filter(({ anchor }) => anchor === 'start' || isClear) };
}

/** Where a price changes. */
type At = { x: number; y: number; before: number };

const left = (x: number, y: number): Place => ({ x: x - 5, y, anchor: 'end' });
const right = (x: number, y: number): Place => ({ x: x + 5, y, anchor: 'start' });
/** Clear of the dot at the end of the line. */
const leftOfDot = (x: number, y: number): Place => left(x - 4, y);

function placesOfCut({ x, y, before }: At): Place[] {
  return [
    ...[right(x, y - 7), right(x, y - 11), left(x, before + 17), left(x, y + 4), right(x, y + 18), left(x, before - 7)],
    ...[leftOfDot(x, y + 4), leftOfDot(x, before + 17), leftOfDot(x, before - 7)],
  ];
}

function placesOfRise({ x, y, before }: At): Place[] {
  return [
    ...[left(x, before - 7), right(x, y + 17), right(x, before + 4), left(x, before + 18), right(x, y - 7)],
    ...[leftOfDot(x, y + 4), leftOfDot(x, y - 7)],
  ];
}
