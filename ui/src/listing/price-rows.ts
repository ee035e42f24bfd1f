import type { PriceDetail } from '../api/types.ts';
import { type Exactness, exactnessIn } from '../parts/exactness.ts';
import type { Superseded } from './superseded.ts';

/** A line of the table: a price that was in force, with the one before it, or a statement that no longer counts. */
export type PriceRow = {
  at: string;
  /** How exactly that is told apart from the others. */
  exactness: Exactness;
  eur: number;
} & (
  | { kind: 'price'; price: PriceDetail; before: number | undefined; until: number }
  | {
      kind: 'superseded';
      superseded: Superseded;
      /** What counts for its instant by now; null: nothing. */
      now: number | null;
      /** Why that is, where somebody said why. */
      reasonNow: string | undefined;
      /** Whether it can be stated again: it does not count by now, and of several alike it is the last. */
      isRestorable: boolean;
    }
);

/**
 * All that was stated, the latest first; what no longer counts stands below what took its place, the last to go first.
 * @param now in UTC milliseconds: until then the last price has held
 */
export function priceRows(prices: readonly PriceDetail[], superseded: readonly Superseded[], now: number): PriceRow[] {
  const exactnessOf = exactnessAmong([
    ...prices.map(({ effective_at }) => effective_at),
    ...superseded.map(({ at }) => at),
  ]);
  const counting = new Map(prices.map((price) => [price.effective_at, price]));
  const last = new Map(superseded.map((each) => [`${each.at} ${each.eur}`, each]));
  const rows: PriceRow[] = [
    ...prices.map((price, number): PriceRow => {
      const until = price.until === undefined ? now : Date.parse(price.until);
      const before = prices[number - 1]?.price_eur;
      const { effective_at: at, price_eur: eur } = price;
      return { kind: 'price', at, exactness: exactnessOf(at), eur, price, before, until };
    }),
    ...superseded.map((each): PriceRow => {
      const { at, eur } = each;
      const { price_eur: now = null, reason: reasonNow } = counting.get(at) ?? {};
      const isRestorable = now !== eur && last.get(`${at} ${eur}`) === each;
      return {
        kind: 'superseded',
        at,
        exactness: exactnessOf(at),
        eur,
        superseded: each,
        now,
        reasonNow,
        isRestorable,
      };
    }),
  ];
  return rows.sort((one, other) => other.at.localeCompare(one.at) || goneAt(other) - goneAt(one));
}

function exactnessAmong(instants: readonly string[]): (at: string) => Exactness {
  const exactnessOf = exactnessIn(instants.map((at) => Date.parse(at)));
  return (at) => exactnessOf(Date.parse(at));
}

/** What counts goes after all others. */
function goneAt(row: PriceRow): number {
  return row.kind === 'price' ? Number.MAX_VALUE : Date.parse(row.superseded.recordedAt);
}
