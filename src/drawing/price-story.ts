import { changePercent } from './change-percent.ts';
import { dayMs, daysBetween } from './days.ts';
import type { Step } from './step-path.ts';

/** A rise so shortly before a cut makes the cut look larger than it is. */
const raisedBeforeMs = 60 * dayMs;

/** What happened to a price, as the page and pictures tell it. */
export type PriceStory = {
  first: Step;
  last: Step;
  lowest: Step;
  cuts: number;
  rises: number;
  /** From the first to the last price, in percent; nothing where the first one was 0. */
  changePct: number | undefined;
  /** Since the first price. */
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
    cuts: changes.filter(({ by }) => by < 0).length,
    rises: changes.filter(({ by }) => by > 0).length,
    changePct: changePercent(first.eur, last.eur),
    daysOnOffer: daysBetween(first.at, now),
    isLowest: steps.every(({ eur }) => eur >= last.eur) && changes.some(({ by }) => by < 0),
    raisedBefore: raisedBefore(changes),
  };
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
  if (!rise || !cut || rise.by <= 0 || cut.by >= 0) return undefined;
  if (cut.to < rise.from || cut.at - rise.at > raisedBeforeMs) return undefined;
  const pct = changePercent(rise.from, rise.to);
  return pct === undefined ? undefined : { at: rise.at, pct };
}
