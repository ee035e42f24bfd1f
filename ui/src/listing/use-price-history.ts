import { useMemo } from 'react';
import { useKept } from '../parts/use-kept.ts';
import { asKnown, marksOf } from './marks-of.ts';
import { priceStory } from './price-story.ts';
import { stepsOf } from './steps-of.ts';
import { useEndOfDay } from './use-end-of-day.ts';
import { type Superseded, usePrices, useSuperseded } from './use-listing.ts';

const none: readonly Superseded[] = [];

/**
 * What is known of the prices of a listing, as the chart, the story and the table take it: the same from render to render
 * while nothing was read.
 * @param known the day whose knowledge counts; left out: today's
 */
export function usePriceHistory(id: string, known?: string) {
  const knownAt = useEndOfDay(known);
  const found = usePrices(id, knownAt);
  const { kept: prices, readAt } = useKept(found);
  const { data: everSuperseded = none } = useSuperseded(id);
  const superseded = useMemo(() => asKnown(everSuperseded, knownAt), [everSuperseded, knownAt]);
  const steps = useMemo(() => stepsOf(prices ?? []), [prices]);
  const marks = useMemo(() => marksOf(superseded), [superseded]);
  // The clock of the service may be ahead of this one.
  const now = Math.max(readAt, steps.at(-1)?.at ?? 0);
  const story = useMemo(() => priceStory(steps, now), [steps, now]);
  return { found, prices, superseded, steps, marks, story, now, readAt };
}

export type PriceHistory = ReturnType<typeof usePriceHistory>;
