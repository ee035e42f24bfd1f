import type { Step } from '../../../src/drawing/step-path.ts';

/** Between which prices a listing was in a time, and since when, in UTC milliseconds. */
export type Extremes = { low: number; high: number; since: number };

/**
 * @param steps the prices in force, oldest first @param from when the time begins, in UTC milliseconds; it ends now
 * @returns nothing where there was no price
 */
export function extremesOf(steps: readonly Step[], from: number): Extremes | undefined {
  const [first] = steps;
  const held = steps.filter((_, number) => (steps[number + 1]?.at ?? Number.POSITIVE_INFINITY) > from);
  if (!first || held.length === 0) return undefined;
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const { eur } of held) [low, high] = [Math.min(low, eur), Math.max(high, eur)];
  return { low, high, since: Math.max(first.at, from) };
}
