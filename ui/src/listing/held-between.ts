import { extremesOf } from '../../../src/drawing/extremes.ts';
import { heldSpans } from '../../../src/drawing/held-spans.ts';
import type { Step } from '../../../src/drawing/step-path.ts';

/**
 * Between which prices a listing was in a time, and since when, in UTC milliseconds.
 * @param steps the prices in force, oldest first @param from when the time begins @param to when it ends
 * @returns nothing where there was no price
 */
export function heldBetween(steps: readonly Step[], { from, to }: { from: number; to: number }) {
  const [first, ...others] = heldSpans(steps, { from, end: to });
  if (!first) return undefined;
  const { lowest, highest } = extremesOf([first, ...others], ({ eur }) => eur);
  return { low: lowest.eur, high: highest.eur, since: Math.max(first.from, from) };
}
