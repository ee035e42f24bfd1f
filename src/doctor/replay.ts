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
import type { ToldListing } from './record-drift.sql.ts';
import {
  readStored,
  type StoredListing,
  type StoredPast,
  type StoredRange,
  toChange,
  toPast,
  toPrices,
} from './replay.sql.ts';
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

/** The listings of a range that are other than their changes make them, of those that the feed tells whole. */
export async function listingsToldOtherwise(tx: Transaction, range: Range): Promise<ToldListing[]> {
  const told: ToldListing[] = [];
  for (const [listing_id, stored] of byListing(await readStored(tx, range))) {
    const { listing, past } = stored;
    const folded = isToldWhole(stored) ? fold(stored) : undefined;
    if (!listing || !folded || folded.version !== listing.version) continue;
    if (differingMembers(folded, listing).length > 0 || firstOtherPast(folded, past) !== undefined)
      told.push({ listing_id, folded });
  }
  return told;
}

/** As in told.sql.ts: a change that is missing may have changed anything. */
function isToldWhole({ listing, changes }: Stored): boolean {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first?.kind !== 'created' || !last || !listing || changes.some(({ kind }) => kind === 'deleted')) return false;
  return changes.length === last.version - first.version + 1 && listing.version <= last.version;
}

function fold({ changes, past }: Stored): FoldedListing | undefined {
  const first = changes[0]?.version ?? 1;
  const earlier = past.filter(({ version }) => version >= 1 && version < first);
  return foldChanges(changes.map(toChange), earlier.map(toPast));
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
const currentPriceMend = 'see H4 and H5 of this listing';
const pastMend = 'doctor --repair --replay: takes them from the feed';
const listingMend =
  'doctor --repair --replay: takes its dates from the feed, records other attributes as a change of now';

function differences(stored: Stored): Difference[] {
  const { listing, prices, past, changes } = stored;
  if (changes.length > 0 && changes[0]?.kind !== 'created')
    return [{ at: null, what: 'its changes do not begin with its creation', mend: orderMend }];
  if (changes.some(({ kind }, at) => kind !== 'created' && changes[at - 1]?.kind === 'deleted'))
    return [{ at: null, what: 'changes follow its deletion', mend: 'see H6 of this listing' }];
  const folded = fold(stored);
  if (!folded && !listing && prices === '' && past.length === 0) return [];
  if (!folded || !listing) {
    const at = changes.at(-1)?.recorded_at ?? listing?.updated_date ?? null;
    const what = folded ? 'the feed has it, but it is gone' : 'the feed does not have it, but rows of it are there';
    return [{ at, what, mend: 'see H6 and H7 of this listing' }];
  }
  return [
    ...listingDifferences(folded, listing, isToldWhole(stored)),
    ...priceDifferences(folded, toPrices(prices)),
    ...pastDifferences(folded, past, isToldWhole(stored)),
  ];
}

function listingDifferences(folded: FoldedListing, stored: StoredListing, isWhole: boolean): Difference[] {
  const names = differingMembers(folded, stored);
  if (names.length === 0) return [];
  const what = `another value than the feed makes of it: ${names.join(', ')}`;
  const rest = isWhole ? listingMend : orderMend;
  const mends = names.map((name) => (name === 'version' ? orderMend : name === 'price' ? currentPriceMend : rest));
  return [{ at: stored.updated_date, what, mend: [...new Set(mends)].join('; ') }];
}

function differingMembers(folded: FoldedListing, stored: StoredListing): string[] {
  const members = ['version', 'price', 'created_date', 'updated_date', 'described_date'] as const;
  return [
    ...members.filter((name) => folded[name] !== stored[name]),
    ...differingAttributes(folded.attributes, stored),
  ];
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

function pastDifferences(folded: FoldedListing, stored: StoredPast[], isWhole: boolean): Difference[] {
  const at = firstOtherPast(folded, stored);
  if (at === undefined) return [];
  const { past } = folded;
  const instant = (past[at] ?? stored[at])?.valid_from ?? null;
  const what = `other past attributes than the feed makes of it, from here on: ${stored.length}, the feed has ${past.length}`;
  return [{ at: instant, what, mend: isWhole ? pastMend : orderMend }];
}

function firstOtherPast({ past }: FoldedListing, stored: StoredPast[]): number | undefined {
  return firstDifference(
    past,
    stored,
    (one, other) =>
      (['version', 'valid_from', 'valid_to', 'superseded_at'] as const).every((name) => one[name] === other[name]) &&
      differingAttributes(one.attributes, other).length === 0,
  );
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
