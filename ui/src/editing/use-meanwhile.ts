import { useEffect, useSyncExternalStore } from 'react';
import { isNewer, type VersionedListing } from '../api/versioned-listing.ts';
import type { Draft } from './drafts.ts';
import { changedOf, fieldsOf } from './fields.ts';
import { ownWrites } from './own-writes.ts';

/** The listing that a form begins with, and the latest one that its reader knows of. */
export type Basis = { base: VersionedListing; seen: VersionedListing };

/** What a form begins with, which is what was read unless work of before was begun with another one. */
export function basisOf(read: VersionedListing, draft: Draft | undefined): Basis {
  const base = draft?.base && differ(draft.base, read) ? draft.base : read;
  return { base, seen: base };
}

/** Whether the reader has to bring together what others made of a listing with what was begun. */
export function isOthers(id: string, { from, to }: Record<'from' | 'to', VersionedListing>): boolean {
  return isNewer(to.etag, from.etag) && !ownWrites.areAll(id, { from: from.etag, to: to.etag });
}

type Props = Basis & {
  id: string;
  read: VersionedListing;
  /** Whether something is typed. */
  isChanged: boolean;
  /** Whether what changed the listing may be what the form sent, or is shown otherwise. */
  isHeld: boolean;
  /** Goes on from what was read, with what was typed. */
  renew: (basis: Basis) => void;
};

/**
 * What others made of a listing while its form is open. A form in which nothing is typed goes on from there; what is typed
 * stays as it is.
 * @returns what they made of what, where there is something to tell
 */
export function useMeanwhile({ id, read, base, seen, isChanged, isHeld, renew }: Props) {
  const isUnderWay = useSyncExternalStore(ownWrites.subscribe, () => ownWrites.isUnderWay(id));
  const isWaiting = isHeld || isUnderWay;
  const follow = () => {
    if (isWaiting || !isNewer(read.etag, base.etag)) return;
    const isQuiet = !isOthers(id, { from: base, to: read }) || !differ(base, read);
    if (isQuiet || !isChanged) renew({ base: read, seen: isQuiet ? read : seen });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: while something is typed, what more is typed changes nothing
  useEffect(follow, [read.etag, isWaiting, isChanged]);
  const isNews = !isWaiting && isOthers(id, { from: seen, to: read }) && differ(seen, read);
  return isNews ? { before: seen, after: read } : undefined;
}

function differ(one: VersionedListing, other: VersionedListing): boolean {
  return changedOf(fieldsOf(one.listing), fieldsOf(other.listing)).length > 0;
}
