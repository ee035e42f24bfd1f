import type { SeriesQuery } from '../api/types.ts';

export type Metric = SeriesQuery['metric'][number];

/** In what a measure is told; a share is between 0 and 1. */
export type Unit = 'eur' | 'eur_per_m2' | 'index' | 'share' | 'percent' | 'days' | 'homes';

export type Measure = {
  value: Metric;
  /** The edges of the middle half, which one line alone is drawn with. */
  band?: readonly [low: Metric, high: Metric];
  unit: Unit;
  shape: 'line' | 'bars';
  fromZero: boolean;
  /** What is worth saying of it: how it moved, or where it is. */
  tells: 'change' | 'level';
};

const price = { shape: 'line', fromZero: false, tells: 'change' } as const;
const level = { shape: 'line', fromZero: true, tells: 'level' } as const;

/** What may be looked at, by the name that it has in the address. */
export const measures = {
  price_per_m2: {
    ...{ ...price, value: 'median_price_per_m2', unit: 'eur_per_m2' },
    band: ['p25_price_per_m2', 'p75_price_per_m2'],
  },
  price: { ...price, value: 'median_price', band: ['p25_price', 'p75_price'], unit: 'eur' },
  index: { ...price, value: 'price_index', unit: 'index' },
  cut_share: { ...level, shape: 'bars', value: 'cut_share', unit: 'share' },
  cut_size: { ...level, value: 'median_cut_pct', unit: 'percent' },
  first_cut: { ...level, value: 'days_to_first_cut', unit: 'days' },
  on_offer: { ...price, value: 'listings_on_offer', unit: 'homes', fromZero: true },
  new: { ...level, shape: 'bars', value: 'new_listings', unit: 'homes' },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;

/** In the order of the choice. */
export const measureGroups = {
  prices: ['price_per_m2', 'price', 'index'],
  cuts: ['cut_share', 'cut_size', 'first_cut'],
  supply: ['on_offer', 'new'],
} as const satisfies Record<string, readonly MeasureName[]>;

export function measureOf(name: MeasureName): Measure {
  return measures[name];
}
