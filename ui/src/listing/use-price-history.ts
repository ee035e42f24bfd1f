import { useMemo } from 'react';
import { priceStory } from '../../../src/drawing/price-story.ts';
import { clock } from '../api/client.ts';
import type { Correction } from '../api/types.ts';
import { endOfDay } from './listing-view.ts';
import { marksOf } from './marks-of.ts';
import { stepsOf } from './steps-of.ts';
import { supersededIn } from './superseded.ts';
import { useCorrections, usePrices } from './use-listing.ts';

const none: readonly Correction[] = [];

/**
 * What is known of the prices of a listing, as the chart, the story and the table take it: the same from render to render
 * while nothing was read. `known` is the day whose knowledge they are of, undefined: today; `etag` is of the version that the prices
 * are of; `isOld` where they are of the knowledge of another day, until that of this one is read.
 * @param known the day whose knowledge counts; left out: today's
 */
export function usePriceHistory(id: string, known?: string) {
  const found = usePrices(id, known);
  const { data, dataUpdatedAt: readAt, isPlaceholderData: isOld } = found;
  const { prices, etag, known: shownDay } = data ?? {};
  const knownAt = shownDay && endOfDay(shownDay, Number.POSITIVE_INFINITY);
  const corrections = useCorrections(id);
  const { data: corrected = none } = corrections;
  const superseded = useMemo(() => supersededIn(corrected, knownAt), [corrected, knownAt]);
  const steps = useMemo(() => stepsOf(prices ?? []), [prices]);
  const marks = useMemo(() => marksOf(superseded, steps), [superseded, steps]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown is as of when it was read
  const now = useMemo(() => Math.max(clock.now(), steps.at(-1)?.at ?? 0), [steps, readAt]);
  const story = useMemo(() => priceStory(steps, now), [steps, now]);
  return { found, corrections, prices, etag, known: shownDay, isOld, superseded, steps, marks, story, now, readAt };
}

export type PriceHistory = ReturnType<typeof usePriceHistory>;
