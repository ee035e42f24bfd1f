import type { Step } from '../drawing/step-path.ts';

/** What became of a price. */
export type TrailFigures = {
  /** In UTC milliseconds, and in euros. */
  first: Step;
  last: Step;
  /** From the first price to the last, in percent of the first; undefined where that was 0. */
  pct: number | undefined;
  cuts: number;
  rises: number;
  /** Whole days since the first price. */
  days: number;
};

const dayMs = 86_400_000;

/** @param prices those in force, oldest first @returns nothing where there are none */
export function figuresOf(prices: readonly Step[], now: number): TrailFigures | undefined {
  const [first, last] = [prices[0], prices.at(-1)];
  if (!first || !last) return undefined;
  const differences = prices.slice(1).map(({ eur }, number) => eur - (prices[number]?.eur ?? eur));
  return {
    ...{ first, last },
    pct: first.eur === 0 ? undefined : (last.eur / first.eur - 1) * 100,
    cuts: differences.filter((difference) => difference < 0).length,
    rises: differences.filter((difference) => difference > 0).length,
    days: Math.max(0, Math.floor((now - first.at) / dayMs)),
  };
}
