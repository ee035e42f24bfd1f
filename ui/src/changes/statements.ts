import type { Change } from '../api/types.ts';
import { type OwnWay, readReason } from '../words/own-reason.ts';

/** What a change says, one thing each; amounts in euros, instants as the API prints them. */
export type Statement =
  | { what: 'created'; eur: number | undefined }
  | { what: 'deleted' }
  /** @param since where the price holds since an instant other than that of the change itself */
  | { what: 'priced'; from: number; to: number; since: string | undefined }
  | { what: 'corrected'; at: string; was: number; is: number }
  | { what: 'added'; at: string; eur: number }
  | { what: 'voided'; at: string; eur: number | undefined }
  /** What was stated by mistake, and what was voided or corrected and counts again. */
  | { what: 'undone'; at: string; eur: number }
  | { what: 'again'; at: string; eur: number; by: OwnWay }
  /** Prices of the past that came with it, where nothing was stated before. */
  | { what: 'past'; count: number }
  /** Further corrections. */
  | { what: 'more'; count: number }
  | { what: 'edited'; members: readonly string[] };

/** What else a correction says is counted. */
const mostPrices = 3;
/** An import tells what was seen a while ago. */
const sameMs = 60_000;

/** What happened to a listing, the most important first. */
export function statementsOf(change: Change): readonly Statement[] {
  const { kind, changed, prices = [] } = change;
  if (kind === 'deleted') return [{ what: 'deleted' }];
  if (kind === 'created') return [{ what: 'created', eur: euros(changed.price_eur?.to) }, ...pastOf(prices.length)];
  const edited = Object.keys(changed).filter((member) => member !== 'price_eur');
  return [
    ...(kind === 'corrected' && prices.length > 0
      ? correctionsOf(prices, readReason(change.reason).by)
      : newPriceOf(change)),
    ...(edited.length > 0 ? [{ what: 'edited', members: edited } as const] : []),
  ];
}

type Price = NonNullable<Change['prices']>[number];

/** A history that is brought in is no correction. */
function correctionsOf(prices: readonly Price[], by: OwnWay | undefined): Statement[] {
  if (prices.length > 1 && prices.every(({ from, to }) => from === null && to !== null)) return pastOf(prices.length);
  const more = prices.length - mostPrices;
  return [
    ...prices.slice(0, mostPrices).map((price) => correctionOf(price, by)),
    ...(more > 0 ? [{ what: 'more', count: more } as const] : []),
  ];
}

function correctionOf({ effective_at: at, from, to }: Price, by: OwnWay | undefined): Statement {
  if (to === null)
    return by && from !== null ? { what: 'undone', at, eur: from } : { what: 'voided', at, eur: from ?? undefined };
  if (by) return { what: 'again', at, eur: to, by };
  return from === null ? { what: 'added', at, eur: to } : { what: 'corrected', at, was: from, is: to };
}

/** One of the prices that came with it is the new one. */
function newPriceOf({ changed, prices = [], effective_at, recorded_at }: Change): Statement[] {
  const [from, to] = [euros(changed.price_eur?.from), euros(changed.price_eur?.to)];
  if (from === undefined || to === undefined) return pastOf(prices.length);
  const isLate = Math.abs(Date.parse(recorded_at) - Date.parse(effective_at)) >= sameMs;
  return [{ what: 'priced', from, to, since: isLate ? effective_at : undefined }, ...pastOf(prices.length - 1)];
}

function pastOf(count: number): Statement[] {
  return count > 0 ? [{ what: 'past', count }] : [];
}

function euros(value: string | number | null | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
