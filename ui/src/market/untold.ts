import type { MarketView } from './market-view.ts';
import type { MeasureName } from './measures.ts';

/** What a figure is told of a number of. */
export type Sample = 'homes' | 'homes-with-size' | 'pairs' | 'cuts' | 'first-cuts';

/** The sample of each measure, as docs/market.md has it. */
export const samples: Readonly<Record<MeasureName, Sample>> = {
  price_per_m2: 'homes-with-size',
  price: 'homes',
  index: 'pairs',
  cut_share: 'homes',
  cut_size: 'cuts',
  first_cut: 'first-cuts',
  on_offer: 'homes',
  new: 'homes',
};

/** What there may be more of a sample in. */
export type Wider = 'periods' | 'rooms' | 'types' | 'place';

/** How a view whose figures are of too few can be widened; homes are counted at the end of a period, however long it is. */
export function widerThan({ measure, period, rooms, type, places }: MarketView): Wider[] {
  const areCounted = samples[measure] === 'cuts' || samples[measure] === 'first-cuts';
  return [
    ...(areCounted && period !== 'year' ? (['periods'] as const) : []),
    ...(rooms === undefined ? [] : (['rooms'] as const)),
    ...(type === undefined ? [] : (['types'] as const)),
    ...(places.length === 0 ? [] : (['place'] as const)),
  ];
}
