import {
  type Attributes,
  attributeNames,
  type FoldedListing,
  type FoldedPrice,
  foldChanges,
} from '../changes/fold-changes.ts';
import type { Transaction } from '../db/session.ts';
import { type Finding, type Found, nothingFound, shownFindings } from './finding.ts';
import type { Range } from './range.sql.ts';
import type { FoldedState } from './record-drift.sql.ts';
import { readStored, type StoredListing, type StoredPast, type StoredRange, toChange, toPrices } from './replay.sql.ts';
import { isTrimmed } from './server.sql.ts';

/** What a replay found, and how many listings it could not replay since their first changes were trimmed. */
export type Replayed = { found: Found; skipped: number };

/** A listing as it is stored, row by row. */
type Stored = {
  listing?: StoredListing;
  prices: string;
  past: StoredPast[];
  changes: StoredRange['changes'];
};

/** H8: folds the feed of a range from its start, and compares what comes of it with the tables, row by row. */
export async function replayRange(tx: Transaction, range: Range): Promise<Replayed> {
  const trimmed = await isTrimmed(tx);
  let found = nothingFound;
  let skipped = 0;
  for (const [id, stored] of byListing(await readStored(tx, range))) {
    if (stored.changes[0]?.kind !== 'created' && trimmed) skipped += 1;
    else found = withDifferences(found, id, differences(stored));
  }
  return { found, skipped };
}

/** The listings of a range that were written while nobody recorded it, as their changes make them. */
export async function driftedListings(tx: Transaction, range: Range): Promise<FoldedState[]> {
  const drifted: FoldedState[] = [];
  for (const [listing_id, { listing, changes }] of byListing(await readStored(tx, range))) {
    if (!listing || changes[0]?.kind !== 'created') continue;
    const folded = foldChanges(changes.map(toChange));
    if (!folded || folded.version !== listing.version || listingDifferences(folded, listing).length === 0) continue;
    const { created_date, updated_date, attributes } = folded;
    drifted.push({ listing_id, created_date, updated_date, ...attributes });
  }
  return drifted;
}

function byListing(range: StoredRange): Map<string, Stored> {
  const all = new Map<string, Stored>();
  const of = (id: string): Stored => {
    const known = all.get(id) ?? { prices: '', past: [], changes: [] };
    all.set(id, known);
    return known;
  };
  for (const change of range.changes) of(change.listing_id).changes.push(change);
  for (const listing of range.listings) of(listing.listing_id).listing = listing;
  for (const { listing_id, rows } of range.prices) of(listing_id).prices = rows;
  for (const past of range.past) of(past.listing_id).past.push(past);
  return all;
}

type Difference = Omit<Finding, 'listing_id'>;

function withDifferences({ count, findings }: Found, id: string, more: Difference[]): Found {
  if (more.length === 0) return { count, findings };
  const all = [...findings, ...more.map((difference) => ({ listing_id: id, ...difference }))];
  return { count: count + more.length, findings: all.slice(0, shownFindings) };
}

const orderMend = 'see H7 of this listing';
const priceMend = 'see H5 of this listing';
const pastMend = 'restore the rows of listing_past from a backup, or those of listing_change';

function differences({ listing, prices, past, changes }: Stored): Difference[] {
  if (changes.length > 0 && changes[0]?.kind !== 'created')
    return [{ at: null, what: 'its changes do not begin with its creation', mend: orderMend }];
  const folded = foldChanges(changes.map(toChange));
  if (!folded && !listing && prices === '' && past.length === 0) return [];
  if (!folded || !listing) {
    const at = changes.at(-1)?.recorded_at ?? listing?.updated_date ?? null;
    const what = folded ? 'the feed has it, but it is gone' : 'the feed does not have it, but rows of it are there';
    return [{ at, what, mend: 'see H6 and H7 of this listing' }];
  }
  return [
    ...listingDifferences(folded, listing),
    ...priceDifferences(folded, toPrices(prices)),
    ...pastDifferences(folded, past),
  ];
}

function listingDifferences(folded: FoldedListing, stored: StoredListing): Difference[] {
  const members = ['version', 'price', 'created_date', 'updated_date', 'described_date'] as const;
  const names = [
    ...members.filter((name) => folded[name] !== stored[name]),
    ...differingAttributes(folded.attributes, stored),
  ];
  if (names.length === 0) return [];
  const what = `another value than the feed makes of it: ${names.join(', ')}`;
  const mend = 'doctor --repair --replay: what the feed does not know is recorded as a change of now';
  return [{ at: stored.updated_date, what, mend }];
}

function differingAttributes(folded: Attributes, stored: Attributes): string[] {
  return attributeNames.filter((name) => folded[name] !== stored[name]);
}

function priceDifferences({ prices }: FoldedListing, stored: FoldedPrice[]): Difference[] {
  const at = firstDifference(
    prices,
    stored,
    (one, other) =>
      one.effective_at === other.effective_at &&
      one.recorded_at === other.recorded_at &&
      one.price_eur === other.price_eur,
  );
  if (at === undefined) return [];
  const instant = (prices[at] ?? stored[at])?.effective_at ?? null;
  const what = `other prices than the feed makes of it, from here on: ${stored.length}, the feed has ${prices.length}`;
  return [{ at: instant, what, mend: priceMend }];
}

function pastDifferences({ past }: FoldedListing, stored: StoredPast[]): Difference[] {
  const at = firstDifference(
    past,
    stored,
    (one, other) =>
      (['version', 'valid_from', 'valid_to', 'superseded_at'] as const).every((name) => one[name] === other[name]) &&
      differingAttributes(one.attributes, other).length === 0,
  );
  if (at === undefined) return [];
  const instant = (past[at] ?? stored[at])?.valid_from ?? null;
  const what = `other past attributes than the feed makes of it, from here on: ${stored.length}, the feed has ${past.length}`;
  return [{ at: instant, what, mend: pastMend }];
}

/** @returns the index; undefined where both are the same. */
function firstDifference<One, Other>(
  one: readonly One[],
  other: readonly Other[],
  isSame: (one: One, other: Other) => boolean,
): number | undefined {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [one[at], other[at]];
    if (a === undefined || b === undefined || !isSame(a, b)) return at;
  }
  return undefined;
}
