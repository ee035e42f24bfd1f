import { useEffect, useState } from 'react';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { focusMain } from '../parts/focus-main.ts';
import type { Typed } from './typed.ts';
import type { useChangeListing } from './use-change-listing.ts';
import type { ListingForm } from './use-listing-form.ts';

type Choice = {
  theirs: VersionedListing | undefined;
  setTheirs: (theirs: undefined) => void;
  form: ListingForm;
  change: ReturnType<typeof useChangeListing>;
  goOnFrom: (version: VersionedListing) => void;
  send: () => void;
};

/** What somebody else made of it that has to be brought together with what is typed, and what ends that. */
export function useChoice({ theirs, setTheirs, form, change, goOnFrom, send }: Choice) {
  const sendNext = useNextTime(send);
  const leave = () => {
    change.reset();
    setTheirs(undefined);
    focusMain(); // what was pressed goes
  };
  const resolve = (resolved: Typed) => {
    if (!theirs) return;
    leave();
    goOnFrom(theirs);
    form.put(resolved);
    sendNext();
  };
  return theirs && { theirs, resolve, leave };
}

/** Does something once what was changed along with that is on the page. */
function useNextTime(work: () => void): () => void {
  const [isDue, setDue] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the work of the time when it is due
  useEffect(() => {
    if (!isDue) return;
    setDue(false);
    work();
  }, [isDue]);
  return () => setDue(true);
}
