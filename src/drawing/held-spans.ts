import type { Step } from './step-path.ts';

/** A price for as long as it held: from its instant until the next one's, or until where the line ends; UTC milliseconds. */
export type Held = {
  from: number;
  to: number;
  eur: number;
  /** The price before, in euros; undefined: it was the first. */
  before: number | undefined;
  /** Whether it is in force where the line ends. */
  isLast: boolean;
};

/**
 * The prices that held within a time; that what began before it keeps its own start.
 * @param prices oldest first @param end where the line ends: what would begin later is left out
 */
export function heldSpans(prices: readonly Step[], { from, end }: { from: number; end: number }): Held[] {
  const begun = prices.filter(({ at }) => at <= end);
  const spans = begun.map(({ at, eur }, number) => {
    const next = begun[number + 1];
    return { from: at, to: next?.at ?? end, eur, before: begun[number - 1]?.eur, isLast: next === undefined };
  });
  return spans.filter(({ to, isLast }) => isLast || to > from);
}
