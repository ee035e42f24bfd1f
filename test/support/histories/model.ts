import type { Instant } from '../../../src/db/values.ts';

export type PriceRow = { effective: Instant; recorded: Instant; price: number | null };

/** A line of an import; of several about one instant the last one counts. */
export type Line = { at: Instant; price: number; name: string };

/** When the database learnt what nobody was told: of each version, and of prices by the instant they hold from. */
export type Clocks = { versions: ReadonlyMap<number, Instant>; prices: ReadonlyMap<Instant, Instant> };

/** What a writer sent. */
export type Sent =
  | { kind: 'create'; reference: string; price: number; name: string }
  | { kind: 'set'; price?: number | undefined; name?: string | undefined }
  | { kind: 'raise' }
  | { kind: 'state'; rows: PriceRow[]; direct: boolean }
  | { kind: 'import'; reference: string; lines: Line[]; clocks: Clocks }
  | { kind: 'delete' };

/** As the feed has it: what went from what to what, and what was stated of the past, with what was stated before. */
export type ModelChange = {
  kind: 'created' | 'updated' | 'corrected' | 'deleted';
  version: number;
  effective: Instant;
  recorded: Instant | undefined;
  price?: [from: number | null, to: number];
  name?: [from: string | null, to: string];
  prices?: (PriceRow & { before: number | null })[];
};

/** A listing and all that was ever said of it. Each name has since when it holds, and when it was learnt. */
export type ModelListing = {
  id: number;
  reference: string;
  version: number;
  price: number;
  name: string;
  created: Instant;
  updated: Instant;
  prices: readonly PriceRow[];
  names: readonly { name: string; since: Instant; learnt: Instant }[];
  changes: readonly ModelChange[];
};

export const latest = (...instants: Instant[]): Instant => instants.toSorted().at(-1) ?? '';

/** The rows that count: of each instant the one recorded last, in the order of time; voids included. */
export function statedPrices(rows: readonly PriceRow[]): PriceRow[] {
  const inOrder = rows.toSorted((a, b) => (a.effective + a.recorded < b.effective + b.recorded ? -1 : 1));
  return [...new Map(inOrder.map((row) => [row.effective, row])).values()];
}

/** The price that was in force at an instant; undefined: there was none. */
export function priceAt(rows: readonly PriceRow[], at: Instant): number | undefined {
  return statedPrices(rows).findLast(({ effective, price }) => effective <= at && price !== null)?.price ?? undefined;
}

type State = {
  price: number;
  name: string;
  updated: Instant;
  recorded: Instant;
  /** Where it is about the very instant of the state before: when its price was learnt, after the price before. */
  restated?: Instant;
};

export function created(id: number, reference: string, { price, name, updated, recorded }: State): ModelListing {
  const [prices, names] = [[{ effective: updated, recorded, price }], [{ name, since: updated, learnt: recorded }]];
  const change: ModelChange = {
    ...{ kind: 'created', version: 1, effective: updated, recorded },
    ...{ price: [null, price], name: [null, name] },
  };
  return { id, reference, version: 1, price, name, created: updated, updated, prices, names, changes: [change] };
}

/** The listing in another state (H1); the very same where that is what it is already (H2). */
export function restated(listing: ModelListing, { price, name, updated, recorded, ...state }: State): ModelListing {
  const version = listing.version + 1;
  const [repriced, renamed] = [price !== listing.price, name !== listing.name];
  if (!repriced && !renamed) return listing;
  const learnt = latest(recorded, listing.names.at(-1)?.learnt ?? '');
  const row = { effective: updated, recorded: state.restated ?? recorded, price };
  const change: ModelChange = {
    ...{ kind: 'updated', version, effective: updated, recorded },
    ...(repriced ? { price: [listing.price, price] } : {}),
    ...(repriced && state.restated ? { prices: [{ ...row, before: statedBefore(listing.prices, row) }] } : {}),
    ...(renamed ? { name: [listing.name, name] } : {}),
  };
  return {
    ...{ ...listing, version, price, name, updated },
    prices: repriced ? [...listing.prices, row] : listing.prices,
    names: renamed ? [...listing.names, { name, since: updated, learnt }] : listing.names,
    changes: [...listing.changes, change],
  };
}

/** The listing with more rows in its history: its price is the one in force (H4), no row is later than it (H3). */
export function corrected(listing: ModelListing, rows: readonly PriceRow[]): ModelListing {
  const version = listing.version + 1;
  const prices = [...listing.prices, ...rows];
  const updated = latest(listing.updated, ...rows.map(({ effective }) => effective));
  const price = priceAt(prices, updated) ?? Number.NaN; // the last price is never voided
  const stated = rows.map((row) => ({ ...row, before: statedBefore(prices, row) }));
  const change: ModelChange = {
    ...{ kind: 'corrected', version, effective: updated, recorded: undefined, prices: stated },
    ...(price === listing.price ? {} : { price: [listing.price, price] }),
  };
  return { ...listing, version, price, updated, prices, changes: [...listing.changes, change] };
}

/** Of several prices for one instant the first is stated before the second, also in one statement. */
function statedBefore(prices: readonly PriceRow[], { effective, recorded }: PriceRow): number | null {
  const before = prices.filter((each) => each.effective === effective && each.recorded < recorded);
  return statedPrices(before)[0]?.price ?? null;
}

export function deleted(listing: ModelListing): ModelListing {
  const version = listing.version + 1;
  const change: ModelChange = { kind: 'deleted', version, effective: '', recorded: undefined };
  return { ...listing, version, changes: [...listing.changes, change] };
}
