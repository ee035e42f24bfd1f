import type { PriceDetail } from '../api/types.ts';

/** Prices as lines of a table, under the names of the API. */
export function pricesCsv(prices: readonly PriceDetail[]): (string | number)[][] {
  const lines = prices.map(
    ({ effective_at, recorded_at, price_eur, change_eur = '', change_pct = '', reason = '' }) => [
      ...[effective_at, recorded_at, price_eur, change_eur, change_pct, reason],
    ],
  );
  return [['effective_at', 'recorded_at', 'price_eur', 'change_eur', 'change_pct', 'reason'], ...lines];
}
