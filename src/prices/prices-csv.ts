import { csvText } from '../wire/csv.ts';
import type { Price } from './price.ts';

const columns = ['price_eur', 'created_date'];
const detailColumns = [
  'price_eur',
  'created_date',
  'effective_at',
  'recorded_at',
  'until',
  'change_eur',
  'change_pct',
  'actor',
  'reason',
];

/** Prices as CSV (RFC 4180) with a header line; what there is none of is empty. */
export function toCsv(prices: readonly Price[], detailed: boolean): string {
  return csvText(prices, { header: true, columns: detailed ? detailColumns : columns });
}
