import { useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import type { ListingChange } from './listing-change.ts';
import type { Sent } from './send-once.ts';
import { useChangeListing } from './use-change-listing.ts';
import { useNewPrice } from './use-new-price.ts';
import { useSettle } from './use-settle.ts';

/** A new price of a listing, as it is typed, checked, and sent. */
export function useQuickPrice(now: VersionedListing) {
  const id = String(now.listing.id);
  const typed = useNewPrice(now.listing.latest_price_eur);
  const { text, price, told } = typed;
  /** The listing as it was when typing began: what somebody else makes of it meanwhile is not written over. */
  const [begun, setBegun] = useState<VersionedListing>();
  const [open, setOpen] = useState<Sent<ListingChange>>();
  const { mutate, reset, error, isPending: isSending, variables: sent } = useChangeListing(id, { noted: setOpen });
  const { written } = useSettle();
  const type = (next: string) => {
    typed.type(next);
    setBegun(next === '' ? undefined : (begun ?? now));
    if (!isSending) reset();
  };
  /** What was typed while it was sent stays, and so does what it was changed to after it was sent first. */
  const done = (after: VersionedListing) => {
    typed.settle(after.listing.latest_price_eur === price ? text : undefined);
    setBegun(undefined);
  };
  /** What somebody else made of it is read, so that the next attempt is of what the reader sees. */
  const failed = (failure: Error) => {
    if (!isStale(failure)) return;
    setBegun(undefined);
    written(id);
  };
  /** What may be made already: it is sent again as it was, also where the page shows it by then. */
  const opened = open?.inputs.find(({ patch }) => patch.latest_price_eur === price);
  /** @returns whether there is such a price to change to */
  const send = (): boolean => {
    const asked = opened ? price : typed.ask();
    if (asked === undefined) return false;
    if (isSending || asked === 'doubted') return true;
    const change = opened ?? { before: begun ?? now, patch: { latest_price_eur: asked } };
    mutate(change, { onSuccess: ({ made }) => done(made), onError: failed });
    return true;
  };
  const doubt = isSending || error ? undefined : typed.doubt;
  /** The listing that was to be changed when somebody else was first. */
  const stale = error && isStale(error) ? sent?.before : undefined;
  /** That was typed: then there is nothing to change, but what was sent may be what changed it. */
  const isThere = price === now.listing.latest_price_eur;
  const isUnsure = isThere && opened !== undefined && error !== null;
  const failure = stale || isThere ? undefined : (error ?? undefined);
  return { text, type, price, told, send, isSending, doubt, failure, isThere, isUnsure, stale };
}

function isStale(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 412;
}
