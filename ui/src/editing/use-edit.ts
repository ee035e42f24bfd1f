import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isNewer, readListing, type VersionedListing } from '../api/versioned-listing.ts';
import type { Draft, DraftPlace } from './drafts.ts';
import { fieldNames, fieldsOf } from './fields.ts';
import { isOutdated } from './is-outdated.ts';
import { merge } from './merge.ts';
import { type Typed, typedOf } from './typed.ts';
import { useChoice } from './use-choice.ts';
import { type ListingForm, useListingForm } from './use-listing-form.ts';
import { type Basis, basisOf, isOthers, useMeanwhile } from './use-meanwhile.ts';
import { useOpenSaving } from './use-open-saving.ts';
import { useSaving } from './use-saving.ts';
import { useSendEdit } from './use-send-edit.ts';

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
  const [basis, setBasis] = useState(() => basisOf(read, draft));
  const { base } = basis;
  const fields = useMemo(() => fieldsOf(base.listing), [base]);
  const form = useListingForm(fields, draft);
  const { change, saving, outlives } = useSaving({ id, place, form, base, draft });
  const isSettling = saving !== undefined || change.isPending;
  const [theirs, setTheirs] = useState(!isSettling && isOthers(id, { from: base, to: read }) ? read : undefined);
  const goOnFrom = (version: VersionedListing) => setBasis({ base: version, seen: version });
  const lookAgain = useLookAgain(id, (found) => {
    if (form.isChanged && isNewer(found.etag, base.etag)) setTheirs(found);
  });
  const failed = (error: Error) => (isOutdated(error) ? lookAgain() : form.refuse(error));
  const send = useSendEdit({ id, place, form, base, change, failed, goOnFrom });
  const isHeld = isSettling || theirs !== undefined;
  const renew = (next: Basis) => {
    setBasis(next);
    form.put(broughtTo(next.base, form));
  };
  const meanwhile = useMeanwhile({ ...basis, id, read, isChanged: form.isChanged, isHeld, renew });
  const dismiss = () => setBasis({ base, seen: read });
  const settled = draft?.saving ? begin : goOnFrom; // what was restored is no work of before any more
  useOpenSaving({ isBehind: isNewer(read.etag, base.etag), read, saving, change, settled, failed });
  const conflict = useChoice({ theirs, setTheirs, form, change, goOnFrom, send });
  return {
    ...{ form, base, conflict, outlives, send, lookAgain, error: change.error, isSending: change.isPending },
    meanwhile: meanwhile && { ...meanwhile, isInForm: !isNewer(read.etag, base.etag), dismiss },
  };
}

/** What a form says, on from another version of its listing: what is typed stays as it is. */
function broughtTo({ listing }: VersionedListing, { start, typed, locale }: ListingForm): Typed {
  return merge(fieldNames, { base: start.typed, theirs: typedOf(fieldsOf(listing), locale), mine: typed }).all;
}

/** Reads a listing anew; that it is gone is seen where it is read. */
function useLookAgain(id: string, see: (found: VersionedListing) => void): () => void {
  const client = useQueryClient();
  const question = { queryKey: ['listing', id], queryFn: () => readListing(id), staleTime: 0 };
  return () => void client.fetchQuery(question).then(see, () => {});
}
