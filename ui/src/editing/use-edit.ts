import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { isSameVersion, readListing, type VersionedListing } from '../api/versioned-listing.ts';
import { focusMain } from '../parts/focus-main.ts';
import type { Draft, DraftPlace } from './drafts.ts';
import { changedOf, fieldsOf, patchOf } from './fields.ts';
import { isOutdated } from './is-outdated.ts';
import { type Typed, typedOf } from './typed.ts';
import type { useChangeListing } from './use-change-listing.ts';
import { type ListingForm, useListingForm } from './use-listing-form.ts';
import { useSaving } from './use-saving.ts';

export type EditProps = {
  id: string;
  /** The listing as it is. */
  read: VersionedListing;
  draft: Draft | undefined;
  place: DraftPlace;
  /** Begins the form anew, with what is kept by then. */
  begin: () => void;
};

/** A listing that is being changed, from the one that the reader began with. */
export function useEdit({ id, read, draft, place, begin }: EditProps) {
  const [base, setBase] = useState(draft?.base ?? read);
  const fields = useMemo(() => fieldsOf(base.listing), [base]);
  const form = useListingForm(fields, draft);
  const { change, saving, outlives } = useSaving({ id, place, form, base, draft });
  const isBehind = !isSameVersion(base.etag, read.etag);
  const [theirs, setTheirs] = useState(isBehind && !saving ? read : undefined);
  const lookAgain = useLookAgain(id, (found) => {
    if (isSameVersion(found.etag, base.etag)) return;
    if (form.isChanged) return setTheirs(found);
    setBase(found);
    form.put(typedOf(fieldsOf(found.listing), form.locale));
  });
  const failed = (error: Error) => (isOutdated(error) ? lookAgain() : form.refuse(error));
  const send = useSend({ id, place, form, base, change, failed, goOnWith: setBase });
  const sendNext = useNextTime(send);
  const resolve = (resolved: Typed) => {
    if (!theirs) return;
    change.reset();
    setBase(theirs);
    setTheirs(undefined);
    focusMain(); // what was pressed goes
    form.put(resolved);
    sendNext();
  };
  /** What is open may be what changed the listing: sent again it is answered, or refused since somebody else did. */
  const lookForOwn = () => {
    const last = saving?.inputs.at(-1);
    if (isBehind && last && !change.isPending) change.mutate(last, { onSuccess: begin, onError: failed });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once of each version
  useEffect(lookForOwn, [read.etag]);
  return { form, base, theirs, outlives, send, resolve, lookAgain, error: change.error, isSending: change.isPending };
}

type Sending = Pick<EditProps, 'id' | 'place'> & {
  form: ListingForm;
  base: VersionedListing;
  change: ReturnType<typeof useChangeListing>;
  failed: (error: Error) => void;
  /** What was typed while it was sent is work on what was saved. */
  goOnWith: (saved: VersionedListing) => void;
};

/** Sends what was changed, if it is right, then leaves the form unless there is more by then. */
function useSend({ id, place, form, base, change, failed, goOnWith }: Sending): () => void {
  const [, navigate] = useLocation();
  const leave = () => {
    place.drop();
    navigate(`/${id}/prices`);
  };
  const saved = ({ made }: { made: VersionedListing }) => (place.read() ? goOnWith(made) : leave());
  return () => {
    const to = form.check();
    if (!to) return;
    const from = fieldsOf(base.listing);
    if (changedOf(from, to).length === 0) return leave();
    change.mutate({ before: base, patch: patchOf(from, to) }, { onSuccess: saved, onError: failed });
  };
}

/** Reads a listing anew; that it is gone is seen where it is read. */
function useLookAgain(id: string, see: (found: VersionedListing) => void): () => void {
  const client = useQueryClient();
  const question = { queryKey: ['listing', id], queryFn: () => readListing(id), staleTime: 0 };
  return () => void client.fetchQuery(question).then(see, () => {});
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
