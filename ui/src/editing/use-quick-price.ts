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
  const typed = useNewPrice(now.listing.latest_price_eur);
  const { text, price, told } = typed;
  /** The listing as it was when typing began: what somebody else makes of it meanwhile is not written over. */
  const [start, setStart] = useState<VersionedListing>();
  const { change, reset, error, isSending, opened, stale } = useSending(String(now.listing.id), price);
  const type = (next: string) => {
    typed.type(next);
    setStart(next === '' ? undefined : (start ?? now));
    if (!isSending) reset();
  };
  /** What was typed while it was sent stays, and so does what it was changed to after it was sent first. */
  const done = (after: VersionedListing) => {
    typed.settle(after.listing.latest_price_eur === price ? text : undefined);
    setStart(undefined);
  };
  /** @returns whether there is such a price to change to */
  const send = (): boolean => {
    const asked = opened ? price : typed.ask();
    if (asked === undefined) return false;
    if (isSending || asked === 'doubted') return true;
    const patch = { latest_price_eur: asked };
    change(opened ?? { before: start ?? now, patch }, { done, outdated: () => setStart(undefined) });
    return true;
  };
  const doubt = isSending || error ? undefined : typed.doubt;
  /** That was typed: then there is nothing to change, but what was sent may be what changed it. */
  const isThere = price === now.listing.latest_price_eur;
  const isUnsure = isThere && opened !== undefined && error !== null;
  const failure = stale || isThere ? undefined : (error ?? undefined);
  return { text, type, price, told, send, isSending, doubt, failure, isThere, isUnsure, stale };
}

type Ends = { done: (after: VersionedListing) => void; outdated: () => void };

/** Sends a price to change to, once. */
function useSending(id: string, price: number | undefined) {
  const [open, setOpen] = useState<Sent<ListingChange>>();
  const { mutate, reset, error, isPending: isSending, variables: sent } = useChangeListing(id, { noted: setOpen });
  const { written } = useSettle();
  /** What somebody else made of it is read, so that the next attempt is of what the reader sees. */
  const failed = (failure: Error, outdated: () => void) => {
    if (!isStale(failure)) return;
    outdated();
    written(id);
  };
  return {
    change: (input: ListingChange, { done, outdated }: Ends) =>
      mutate(input, { onSuccess: ({ made }) => done(made), onError: (failure) => failed(failure, outdated) }),
    ...{ reset, error, isSending },
    /** What may be made already: it is sent again as it was, also where the page shows it by then. */
    opened: open?.inputs.find(({ patch }) => patch.latest_price_eur === price),
    /** The listing that was to be changed when somebody else was first. */
    stale: error && isStale(error) ? sent?.before : undefined,
  };
}

function isStale(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 412;
}
