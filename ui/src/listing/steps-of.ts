import type { Step } from '../../../src/drawing/step-path.ts';
import type { Price } from '../api/types.ts';

/** Prices as the chart and the story take them. */
export function stepsOf(prices: readonly Price[]): Step[] {
  return prices.map(({ price_eur, created_date }) => ({ at: Date.parse(created_date), eur: price_eur }));
}
