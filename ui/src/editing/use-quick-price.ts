import { useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { faultOf } from './faults.ts';
import { fieldRules } from './fields.ts';
import { useChangeListing } from './use-change-listing.ts';
import { useSettle } from './use-settle.ts';

const pointer = '/latest_price_eur';

/** A new price of a listing, as it is typed, checked, and sent. */
export function useQuickPrice({ listing, etag }: VersionedListing) {
  const { read, locale } = useNumbers();
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  const id = String(listing.id);
  const change = useChangeListing(id);
  const { written } = useSettle();
  const fault = faultOf(pointer, fieldRules[pointer], { text, locale });
  const price = fault ? undefined : read(text);
  const type = (typed: string) => {
    setText(typed);
    setAsked(false);
    change.reset();
  };
  /** @returns whether there is such a price to change to */
  const send = (): boolean => {
    setAsked(true);
    if (price === undefined || price === listing.latest_price_eur) return false;
    if (change.isPending) return true;
    change.mutate(
      { before: { listing, etag }, patch: { latest_price_eur: price } },
      // What somebody else made of it is read, so that the next attempt is of what the reader sees.
      { onSuccess: () => type(''), onError: (error) => isStale(error) && written(id) },
    );
    return true;
  };
  /** What is missing is not told before it is to be sent. */
  const told = isAsked || fault?.kind !== 'missing' ? fault : undefined;
  return { text, type, price, told, send, isSending: change.isPending, error: change.error };
}

export function isStale(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 412;
}
