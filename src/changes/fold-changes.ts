import type { Instant } from '../db/values.ts';

type Json = string | number | null;

/** A change as the feed stores it; prices in EUR. */
export type RecordedChange = {
  version: number;
  kind: 'created' | 'updated' | 'corrected' | 'deleted';
  effective_at: Instant;
  recorded_at: Instant;
  /** Of a created listing member → value, without those that are null; else member → [from, to]. */
  changed: Readonly<Record<string, Json | readonly [Json, Json]>>;
  /** Rows of the price history: effective_at, recorded_at, the price stated for that instant before, the price. */
  prices: readonly (readonly [Instant, Instant, number | null, number | null])[] | null;
};

/** The attributes of a listing, by their columns. */
export const attributeNames = [
  ...['name', 'description', 'building_type', 'street_address', 'postal_code', 'city', 'country'],
  ...['surface_area_m2', 'rooms_count', 'bedrooms_count', 'contact_phone_number', 'reference'],
] as const;

export type Attributes = Readonly<Record<string, Json>>;

/** A row of the price history; null voids. */
export type FoldedPrice = { effective_at: Instant; recorded_at: Instant; price_eur: number | null };

/** Attributes that were superseded. */
export type FoldedPast = {
  version: number;
  valid_from: Instant;
  valid_to: Instant;
  superseded_at: Instant;
  attributes: Attributes;
};

export type FoldedListing = {
  version: number;
  price: number;
  created_date: Instant;
  updated_date: Instant;
  /** Since when the attributes hold. */
  described_date: Instant;
  attributes: Attributes;
  /** In the order of effective_at, then recorded_at. */
  prices: FoldedPrice[];
  /** In the order of the versions. */
  past: FoldedPast[];
};

/**
 * What all changes of one listing, from its first and in the order of their versions, make of it (SPEC rule 26).
 * @param earlier attributes that it had before its first change, which no change tells: that one is not version 1 where
 *   the listing was there before anybody recorded it.
 * @returns undefined where it was deleted, or has no change.
 * @throws Error where they do not begin with `created`.
 */
export function foldChanges(
  changes: Iterable<RecordedChange>,
  earlier: readonly FoldedPast[] = [],
): FoldedListing | undefined {
  let state: FoldedListing | undefined;
  for (const change of changes) {
    if (change.kind === 'deleted') state = undefined;
    else if (change.kind === 'created') state = begin(change, earlier);
    else if (state) advance(state, change);
    else throw new Error(`the changes of a listing begin with version ${change.version}, ${change.kind}`);
  }
  if (!state) return undefined;
  state.prices.sort(inOrder);
  return state;
}

function begin(change: RecordedChange, earlier: readonly FoldedPast[]): FoldedListing {
  const { version, effective_at, recorded_at, changed, prices } = change;
  const price = changed.price_eur as number;
  const created_date = changed.created_date as Instant;
  const described_date = earlier.at(-1)?.valid_to ?? created_date;
  return {
    ...{ version, price, created_date, updated_date: effective_at, described_date },
    attributes: Object.fromEntries(attributeNames.map((name) => [name, (changed[name] ?? null) as Json])),
    prices: prices ? toRows(prices) : [{ effective_at, recorded_at, price_eur: price }],
    past: [...earlier],
  };
}

function advance(state: FoldedListing, change: RecordedChange): void {
  const { version, kind, effective_at, recorded_at, changed, prices } = change;
  const { price_eur, ...attributes } = changed as Record<string, readonly [Json, Json]>;
  if (prices) state.prices.push(...toRows(prices));
  else if (price_eur && kind === 'updated')
    state.prices.push({ effective_at, recorded_at, price_eur: price_eur[1] as number });
  const changes = Object.entries(attributes);
  if (changes.length > 0) {
    keepPast(state, change);
    state.described_date = effective_at;
    state.attributes = { ...state.attributes, ...Object.fromEntries(changes.map(([name, [, to]]) => [name, to])) };
  }
  if (price_eur) state.price = price_eur[1] as number;
  state.version = version;
  state.updated_date = effective_at;
}

function keepPast(state: FoldedListing, { effective_at, recorded_at }: RecordedChange): void {
  const before = state.past.at(-1);
  state.past.push({
    version: state.version,
    valid_from: state.described_date,
    valid_to: effective_at,
    superseded_at: before && before.superseded_at > recorded_at ? before.superseded_at : recorded_at,
    attributes: state.attributes,
  });
}

function toRows(prices: NonNullable<RecordedChange['prices']>): FoldedPrice[] {
  return prices.map(([effective_at, recorded_at, , price_eur]) => ({ effective_at, recorded_at, price_eur }));
}

function inOrder(a: FoldedPrice, b: FoldedPrice): number {
  if (a.effective_at !== b.effective_at) return a.effective_at < b.effective_at ? -1 : 1;
  return a.recorded_at < b.recorded_at ? -1 : a.recorded_at > b.recorded_at ? 1 : 0;
}
