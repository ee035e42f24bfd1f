/** Of what a figure is worked out: whose number has to reach `min_count`. */
export type Sample = 'listings' | 'listings with a surface' | 'pairs' | 'cuts' | 'first cuts';

type Definition = { says: string; unit: string; sample: Sample };

const quantiles = { median: 0.5, p10: 0.1, p25: 0.25, p75: 0.75, p90: 0.9 } as const;
export type Quantile = keyof typeof quantiles;
export const quantileNames = Object.keys(quantiles) as Quantile[];

export function shareOf(quantile: Quantile): number {
  return quantiles[quantile];
}

const ofPrice = { unit: 'EUR', sample: 'listings' } as const;
const ofPricePerM2 = { unit: 'EUR/m2', sample: 'listings with a surface' } as const;

/** Each figure, in the words of docs/market.md, which has the formulas. A change is from one price in force to the next, other one. */
const metrics = {
  median_price: { ...ofPrice, says: 'Median of the prices in force.' },
  mean_price: { ...ofPrice, says: 'Mean of the prices in force.' },
  p10_price: { ...ofPrice, says: '10th percentile of the prices in force.' },
  p25_price: { ...ofPrice, says: '25th percentile of the prices in force.' },
  p75_price: { ...ofPrice, says: '75th percentile of the prices in force.' },
  p90_price: { ...ofPrice, says: '90th percentile of the prices in force.' },
  median_price_per_m2: { ...ofPricePerM2, says: 'Median of the prices per m2.' },
  mean_price_per_m2: { ...ofPricePerM2, says: 'Mean of the prices per m2.' },
  p10_price_per_m2: { ...ofPricePerM2, says: '10th percentile of the prices per m2.' },
  p25_price_per_m2: { ...ofPricePerM2, says: '25th percentile of the prices per m2.' },
  p75_price_per_m2: { ...ofPricePerM2, says: '75th percentile of the prices per m2.' },
  p90_price_per_m2: { ...ofPricePerM2, says: '90th percentile of the prices per m2.' },
  listings_on_offer: {
    unit: 'listings',
    sample: 'listings',
    says: 'Listings with a price in force at the end of the period.',
  },
  new_listings: { unit: 'listings', sample: 'listings', says: 'Listings whose first price began in the period.' },
  price_changes: { unit: 'changes', sample: 'listings', says: 'Changes of prices in the period.' },
  cut_share: {
    unit: 'share',
    sample: 'listings',
    says: 'Share of the listings whose price was cut in the period, from 0 to 1.',
  },
  cuts_per_listing: {
    unit: 'cuts',
    sample: 'listings',
    says: 'Cuts in the period for each listing on offer at its end.',
  },
  median_cut_pct: {
    unit: 'percent',
    sample: 'cuts',
    says: 'Median of the cuts in the period, in percent of the price before.',
  },
  median_cut_eur: { unit: 'EUR', sample: 'cuts', says: 'Median of the cuts in the period, in euros.' },
  days_to_first_cut: {
    ...{ unit: 'days', sample: 'first cuts' },
    says: 'Median of the days from the start to the first cut, of listings whose first cut was in the period.',
  },
  price_index: {
    ...{ unit: 'index', sample: 'pairs' },
    says: 'Prices of the same listings, chained from period to period: 100 at the start of the first one. A change of what is on offer does not move it.',
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type Metric = keyof typeof metrics;
export const metricNames = Object.keys(metrics) as Metric[];

export function definitionOf(metric: Metric): Definition {
  return metrics[metric];
}

/** `median` of `median_price_per_m2`; undefined for what is no quantile. */
export function quantileOf(metric: Metric): { quantile: Quantile; of: 'price' | 'price_per_m2' } | undefined {
  const [, quantile, of] = /^(median|p\d\d)_(price|price_per_m2)$/.exec(metric) ?? [];
  return quantile && of ? { quantile: quantile as Quantile, of: of as 'price' | 'price_per_m2' } : undefined;
}
