import { useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { faultOf } from './faults.ts';
import { fieldRules } from './fields.ts';
import { isFarOff } from './is-far-off.ts';
import { useChangeListing } from './use-change-listing.ts';
import { useSettle } from './use-settle.ts';

const pointer = '/latest_price_eur';

/** A new price of a listing, as it is typed, checked, and sent. */
export function useQuickPrice(now: VersionedListing) {
  const { listing } = now;
  const { read, locale } = useNumbers();
  /** The listing as it was when typing began: what somebody else makes of it meanwhile is not written over. */
  const [begun, setBegun] = useState<VersionedListing>();
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  /** A price far off that was asked back about: sent once more it is meant so. */
  const [doubted, setDoubted] = useState<number>();
  const id = String(listing.id);
  const change = useChangeListing(id);
  const { written } = useSettle();
  const fault = faultOf(pointer, fieldRules[pointer], { text, locale });
  const price = fault ? undefined : read(text);
  const type = (typed: string) => {
    setText(typed);
    setAsked(false);
    setBegun(typed === '' ? undefined : (begun ?? now));
    if (!change.isPending) change.reset();
  };
  /** What was typed while it was sent stays, and so does what it was changed to after it was sent first. */
  const done = (sent: string, isMade: boolean) => {
    if (isMade) setText((typed) => (typed === sent ? '' : typed));
    setBegun(undefined);
    setAsked(false);
  };
  /** What somebody else made of it is read, so that the next attempt is of what the reader sees. */
  const beginAnew = () => {
    setBegun(undefined);
    written(id);
  };
  /** @returns whether there is such a price to change to */
  const send = (): boolean => {
    setAsked(true);
    if (price === undefined || price === listing.latest_price_eur) return false;
    if (change.isPending) return true;
    if (isFarOff(listing.latest_price_eur, price) && doubted !== price) {
      setDoubted(price);
      return true;
    }
    change.mutate(
      { before: begun ?? now, patch: { latest_price_eur: price } },
      {
        onSuccess: ({ made }) => done(text, made.listing.latest_price_eur === price),
        onError: (error) => isStale(error) && beginAnew(),
      },
    );
    return true;
  };
  /** What is missing is not told before it is to be sent. */
  const told = isAsked || fault?.kind !== 'missing' ? fault : undefined;
  const { error, isPending: isSending, variables: sent } = change;
  /** The listing that was to be changed when somebody else was first. */
  const stale = error && isStale(error) ? sent?.before : undefined;
  const isDoubted = price !== undefined && doubted === price && !isSending && !error;
  return { text, type, price, told, send, isSending, isDoubted, error, stale };
}

function isStale(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 412;
}
