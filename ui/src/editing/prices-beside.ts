import type { StatedPrice } from './stated-price.ts';

/**
 * The prices that one of an instant stands between: the one before it, then the one after it, as far as there are.
 * @param prices oldest first @param at in UTC milliseconds
 */
export function pricesBeside(prices: readonly StatedPrice[], at: number): number[] {
  const before = prices.findLast((price) => Date.parse(price.effective_at) < at);
  const after = prices.find((price) => Date.parse(price.effective_at) > at);
  return [before, after].flatMap((price) => price?.price_eur ?? []);
}
