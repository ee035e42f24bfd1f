import type { Instant } from '../../../src/db/values.ts';
import { latest, type ModelListing, type PriceRow, priceAt, statedPrices } from './model.ts';

/** A question about the past; what is left out is not bounded. */
export type Question = { as_of?: Instant; known_at?: Instant };

export type Price = { price_eur: number; created_date: Instant };

/** What of a listing the model knows. */
export type Known = {
  id: number;
  name: string;
  latest_price_eur: number;
  created_date: Instant;
  updated_date: Instant;
};

const ever = '9999-12-31T23:59:59.999Z';

/** Every price, as far as known then. */
export function pricesOf({ prices }: ModelListing, { known_at = ever }: Question = {}): Price[] {
  return statedPrices(known(prices, known_at)).flatMap(({ price, effective }) =>
    price === null ? [] : [{ price_eur: price, created_date: effective }],
  );
}

/** The listing as it was then; undefined: it had no price. Before its first name it had that one too. */
export function listingAt(listing: ModelListing, { as_of = ever, known_at = ever }: Question): Known | undefined {
  const { id, names, created } = listing;
  const rows = known(listing.prices, known_at).filter(({ effective }) => effective <= as_of);
  const price = priceAt(rows, as_of);
  const named = names.findLast(({ since, learnt }) => since <= as_of && learnt <= known_at) ?? names[0];
  if (price === undefined || !named) return undefined;
  const instants = [...rows.map(({ effective }) => effective), ...(named.since <= as_of ? [named.since] : [])];
  return { id, name: named.name, latest_price_eur: price, created_date: created, updated_date: latest(...instants) };
}

function known(rows: readonly PriceRow[], at: Instant): PriceRow[] {
  return rows.filter(({ recorded }) => recorded <= at);
}

/** Every instant that the history has, of valid time and of transaction time. */
export function instantsOf({ prices, names, created }: ModelListing): { effective: Instant[]; recorded: Instant[] } {
  return {
    effective: [...new Set([created, ...prices.map((row) => row.effective), ...names.map((each) => each.since)])],
    recorded: [...new Set([...prices.map((row) => row.recorded), ...names.map((each) => each.learnt)])],
  };
}

/** Some ms later, or earlier. */
export function shifted(instant: Instant, ms: number): Instant {
  return new Date(Date.parse(instant) + ms).toISOString();
}
