import type { Step } from '../../../src/drawing/step-path.ts';

const dayMs = 86_400_000;
/** A rise so shortly before a cut makes the cut look larger than it is. */
const raisedBeforeMs = 60 * dayMs;

/** What happened to a price, as sentences tell it. */
export type PriceStory = {
  first: Step;
  last: Step;
  lowest: Step;
  highest: Step;
  cuts: number;
  rises: number;
  /** From the first to the last price, in percent; nothing where the first one was 0. */
  changePct: number | undefined;
  /** Since the first price, in whole days. */
  daysOnOffer: number;
  isLowest: boolean;
  /** The rise that the last cut only took back, or less: a reduction that is none. */
  raisedBefore: { at: number; pct: number } | undefined;
};

/**
 * @param steps the prices in force, oldest first @param now in UTC milliseconds
 * @returns nothing where there is no price
 */
export function priceStory(steps: readonly Step[], now: number): PriceStory | undefined {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return undefined;
  const changes = changesOf(steps);
  const lowest = steps.reduce((low, step) => (step.eur <= low.eur ? step : low));
  return {
    ...{ first, last, lowest },
    highest: steps.reduce((high, step) => (step.eur > high.eur ? step : high)),
    cuts: changes.filter(({ by }) => by < 0).length,
    rises: changes.filter(({ by }) => by > 0).length,
    changePct: percentOf(first.eur, last.eur),
    daysOnOffer: Math.max(0, Math.floor((now - first.at) / dayMs)),
    isLowest: steps.every(({ eur }) => eur >= last.eur) && changes.some(({ by }) => by < 0),
    raisedBefore: raisedBefore(changes),
  };
}

function percentOf(from: number, to: number): number | undefined {
  if (from === to) return 0;
  return from === 0 ? undefined : ((to - from) / from) * 100;
}

type PriceChange = { at: number; from: number; to: number; by: number };

function changesOf(steps: readonly Step[]): PriceChange[] {
  return steps.flatMap(({ at, eur }, number) => {
    const from = steps[number - 1]?.eur;
    return from === undefined || from === eur ? [] : [{ at, from, to: eur, by: eur - from }];
  });
}

function raisedBefore(changes: readonly PriceChange[]): PriceStory['raisedBefore'] {
  const [rise, cut] = changes.slice(-2);
  if (!rise || !cut || rise.by <= 0 || cut.by >= 0 || rise.from === 0) return undefined;
  if (cut.to < rise.from || cut.at - rise.at > raisedBeforeMs) return undefined;
  return { at: rise.at, pct: (rise.by / rise.from) * 100 };
}
