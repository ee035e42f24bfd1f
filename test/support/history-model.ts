import type { PriceRow } from './history.ts';

/** Times are in ms since 1970. */
export type ModelPrice = { effective: number; recorded: number; price: number | null };
export type ModelListing = {
  price: number;
  name: string;
  version: number;
  created: number;
  updated: number;
  prices: ModelPrice[];
};

/** What a writer does to a listing. */
export type Change =
  | { kind: 'set'; price: number }
  | { kind: 'rename'; name: string }
  | { kind: 'backdate'; price: number; at: number }
  | { kind: 'add'; price: number | null; at: number };

const skew = 5_000;

/** The rules of history in memory, for one listing: the invariants H1 to H4 as plainly as can be. */
export function createdListing(price: number, clock: number): ModelListing {
  const prices = [{ effective: clock, recorded: clock, price }];
  return { price, name: 'Flat', version: 1, created: clock, updated: clock, prices };
}

/** The listing after the change; undefined where the change is refused. */
export function changedListing(listing: ModelListing, change: Change, clock: number): ModelListing | undefined {
  switch (change.kind) {
    case 'set':
      return restated(listing, { price: change.price }, { at: Math.max(clock, listing.updated + 1), recorded: clock });
    case 'rename':
      return restated(listing, { name: change.name }, { at: Math.max(clock, listing.updated + 1), recorded: clock });
    case 'backdate':
      return backdated(listing, change, clock);
    case 'add':
      return withPrice(
        listing,
        { effective: change.at, recorded: recordTime(listing, change.at, clock), price: change.price },
        clock,
      );
  }
}

type Stated = Partial<Pick<ModelListing, 'price' | 'name'>>;

function restated(
  listing: ModelListing,
  stated: Stated,
  { at, recorded }: { at: number; recorded: number },
): ModelListing {
  const next = { ...listing, ...stated };
  if (next.price === listing.price && next.name === listing.name) return listing; // H2
  const prices =
    next.price === listing.price ? listing.prices : [...listing.prices, { effective: at, recorded, price: next.price }];
  return { ...next, prices, updated: at, version: listing.version + 1 };
}

function backdated(
  listing: ModelListing,
  { price, at }: { price: number; at: number },
  clock: number,
): ModelListing | undefined {
  if (price === listing.price) return listing;
  if (at < listing.updated || at > clock + skew) return undefined;
  const recorded = at > listing.updated ? clock : recordTime(listing, at, clock);
  return restated(listing, { price }, { at, recorded });
}

function withPrice(listing: ModelListing, row: ModelPrice, clock: number): ModelListing | undefined {
  const prices = [...listing.prices, row];
  const price = inForce(prices);
  if (Math.max(row.effective, row.recorded) > clock + skew || price === undefined) return undefined;
  return { ...listing, prices, price, updated: Math.max(listing.updated, row.effective), version: listing.version + 1 };
}

function recordTime({ prices }: ModelListing, effective: number, clock: number): number {
  return Math.max(clock, ...prices.filter((row) => row.effective === effective).map((row) => row.recorded + 1));
}

function inForce(prices: readonly ModelPrice[]): number | undefined {
  const last = new Map(inOrder(prices).map((row) => [row.effective, row.price]));
  return [...last.values()].findLast((price) => price !== null) ?? undefined;
}

function inOrder(prices: readonly ModelPrice[]): ModelPrice[] {
  return prices.toSorted((a, b) => a.effective - b.effective || a.recorded - b.recorded);
}

/** As the database has it. */
export function toRows({ prices }: ModelListing): PriceRow[] {
  const iso = (ms: number) => new Date(ms).toISOString();
  return inOrder(prices).map((row) => ({
    effective_at: iso(row.effective),
    recorded_at: iso(row.recorded),
    price_eur: row.price,
  }));
}
