import type { PriceSummary } from '../../src/listings/history/price-summary.ts';

type Price = { price_eur: number; created_date: string };

/** What the prices in force come to, oldest first, one at least: worked out from all of them, by the words of docs/search.md. */
export function summaryOf(prices: readonly Price[], twelveMonthsAgo: string): PriceSummary {
  const amounts = prices.map(({ price_eur }) => price_eur);
  const changes = prices.flatMap((price, n) => {
    const before = prices[n - 1];
    return before && before.price_eur !== price.price_eur ? [{ ...price, before: before.price_eur }] : [];
  });
  const last = changes.at(-1);
  const inForceThen = prices.findLastIndex(({ created_date }) => created_date <= twelveMonthsAgo);
  const [first] = prices;
  if (!first) throw new Error('every listing has a price');
  return {
    ...{ first_price_eur: first.price_eur, first_date: first.created_date },
    ...{ lowest_price_eur: Math.min(...amounts), highest_price_eur: Math.max(...amounts) },
    changes: changes.length,
    cuts: changes.filter(({ price_eur, before }) => price_eur < before).length,
    ...(last ? { previous_price_eur: last.before, changed_date: last.created_date } : {}),
    recent: prices.slice(Math.max(inForceThen, 0)).slice(-60),
  };
}
