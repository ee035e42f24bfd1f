import type { DrawnMark, DrawnSpan, StepChart } from '../../../src/drawing/step-chart-shape.ts';

/** What the cursor of a chart stops at: a price for as long as it held, or what was said once and holds no more. */
export type Stop =
  | { kind: 'held'; x: number; y: number; span: DrawnSpan }
  | { kind: 'mark'; x: number; y: number; mark: DrawnMark };

/** From left to right. */
export function stopsOf({ spans, marks }: Pick<StepChart, 'spans' | 'marks'>): Stop[] {
  const held = spans.map((span): Stop => ({ kind: 'held', x: span.x1, y: span.y, span }));
  const said = marks.map((mark): Stop => ({ kind: 'mark', x: mark.x, y: mark.y, mark }));
  return [...held, ...said].sort((one, other) => one.x - other.x);
}

/** How near to a mark means it, in pixels. */
const reach = 12;

/** The stop that a place of the plot means: a mark close to it, else the price that held there. */
export function stopAt(stops: readonly Stop[], { x, y }: { x: number; y: number }): number | undefined {
  const distance = (stop: Stop) => Math.hypot(stop.x - x, stop.y - y);
  const marks = stops.flatMap((stop, at) => (stop.kind === 'mark' && distance(stop) <= reach ? [{ stop, at }] : []));
  const [nearest] = marks.sort((one, other) => distance(one.stop) - distance(other.stop));
  if (nearest) return nearest.at;
  const held = stops.findLastIndex((stop) => stop.kind === 'held' && stop.x <= x);
  const at = held < 0 ? stops.findIndex(({ kind }) => kind === 'held') : held;
  return at < 0 ? undefined : at;
}

const page = 10;

/**
 * Where a key leads from a stop.
 * @param at undefined: from none, forwards to the first one, back from the last
 * @returns undefined for a key that leads nowhere
 */
export function stopByKey(key: string, at: number | undefined, count: number): number | undefined {
  const last = count - 1;
  const steps: Readonly<Record<string, number>> = {
    ...{ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 },
    ...{ PageDown: page, PageUp: -page, Home: -count, End: count },
  };
  const step = steps[key];
  if (step === undefined || last < 0) return undefined;
  const isFromNone = at === undefined && Math.abs(step) < count;
  const to = isFromNone ? (step > 0 ? 0 : last) : (at ?? 0) + step;
  return Math.max(0, Math.min(to, last));
}
