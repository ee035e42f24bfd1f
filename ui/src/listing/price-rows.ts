import type { PriceDetail } from '../api/types.ts';
import type { Superseded } from './superseded.ts';

/** A line of the table: a price that was in force, with the one before it, or a statement that no longer counts. */
export type PriceRow =
  | { kind: 'price'; at: string; eur: number; price: PriceDetail; before: number | undefined; until: number }
  | { kind: 'superseded'; at: string; eur: number; superseded: Superseded };

/**
 * All that was stated, the latest first; what no longer counts stands below what took its place, the last to go first.
 * @param now in UTC milliseconds: until then the last price has held
 */
export function priceRows(prices: readonly PriceDetail[], superseded: readonly Superseded[], now: number): PriceRow[] {
  const rows: PriceRow[] = [
    ...prices.map((price, number): PriceRow => {
      const until = price.until === undefined ? now : Date.parse(price.until);
      const before = prices[number - 1]?.price_eur;
      return { kind: 'price', at: price.effective_at, eur: price.price_eur, price, before, until };
    }),
    ...superseded.map((each): PriceRow => ({ kind: 'superseded', at: each.at, eur: each.eur, superseded: each })),
  ];
  return rows.sort((one, other) => other.at.localeCompare(one.at) || goneAt(other) - goneAt(one));
}

/** What counts goes after all others. */
function goneAt(row: PriceRow): number {
  return row.kind === 'price' ? Number.MAX_VALUE : Date.parse(row.superseded.recordedAt);
}
