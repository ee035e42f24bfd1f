import { Trans } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { isSameVersion, readListing, type VersionedListing } from '../api/versioned-listing.ts';
import { Conflict } from './conflict.tsx';
import { DeleteListing } from './delete-listing.tsx';
import type { Draft, DraftPlace } from './drafts.ts';
import { faultsOf } from './faults.ts';
import { changedOf, type Fields, fieldNames, fieldsOf, patchOf } from './fields.ts';
import { isAllAtFields } from './form-state.ts';
import { isOutdated } from './is-outdated.ts';
import { KeptNote } from './kept-note.tsx';
import styles from './listing-form.module.css';
import { ListingForm } from './listing-form.tsx';
import { fieldsFrom, type Typed, typedOf } from './typed.ts';
import { useChangeListing } from './use-change-listing.ts';
import { useKeptDraft } from './use-draft.ts';
import { useFailure } from './use-failure.ts';
import { useListingForm } from './use-listing-form.ts';

type Props = { id: string; read: VersionedListing; draft: Draft | undefined; place: DraftPlace };

/** Changes a listing. Where somebody else did meanwhile, the reader brings both together. */
export function EditForm({ id, read, draft, place }: Props) {
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const [base, setBase] = useState(draft?.base ?? read);
  const [theirs, setTheirs] = useState(isSameVersion(base.etag, read.etag) ? undefined : read);
  const fields = useMemo(() => fieldsOf(base.listing), [base]);
  const form = useListingForm(fields, draft);
  const change = useChangeListing(id);
  const { keep, outlives } = useKeptDraft(place, form, { base });
  const latest = useRef(form.typed);
  latest.current = form.typed;

  const leave = () => {
    place.drop();
    navigate(`/${id}/prices`);
  };
  const readAgain = async () => {
    const found = await client.fetchQuery({ queryKey: ['listing', id], queryFn: () => readListing(id), staleTime: 0 });
    if (isSameVersion(found.etag, base.etag)) return;
    if (form.isChanged) setTheirs(found);
    else beginWith(found);
  };
  const beginWith = (found: VersionedListing) => {
    setBase(found);
    form.put(typedOf(fieldsOf(found.listing), form.locale));
  };
  const lookAgain = () => void readAgain().catch(() => {}); // that it is gone is seen where it is read
  const failed = (error: Error) => {
    if (isOutdated(error)) lookAgain();
    else form.refuse(error);
  };
  /** What was typed while it was sent stays, as work on what was saved. */
  const saved = (after: VersionedListing, sent: Typed | undefined) => {
    if (sent && fieldNames.every((name) => latest.current[name] === sent[name])) return leave();
    setBase(after);
    keep({ base: after });
  };
  const send = (before: VersionedListing, to: Fields, typed: Typed) => {
    const from = fieldsOf(before.listing);
    if (changedOf(from, to).length === 0) return leave();
    const changed = { before, patch: patchOf(from, to) };
    change.mutate(changed, {
      onSuccess: ({ input, made }) => saved(made, input === changed ? typed : undefined),
      onError: failed,
    });
  };
  const resolve = (resolved: Typed) => {
    if (!theirs) return;
    change.reset();
    setBase(theirs);
    setTheirs(undefined);
    form.put(resolved);
    const now = fieldsOf(theirs.listing);
    const start = { fields: now, typed: typedOf(now, form.locale) };
    const isRight = Object.keys(faultsOf(resolved, start, form.locale)).length === 0;
    if (isRight) send(theirs, fieldsFrom(resolved, start, form.locale), resolved);
  };
  const failure = useFailure(change.error, isAllAtFields);
  if (theirs) return <Conflict form={form} theirs={theirs} onResolve={resolve} />;
  return (
    <ListingForm
      form={form}
      send={<Trans>Save changes</Trans>}
      isSending={change.isPending}
      failure={failure}
      onSend={() => {
        const checked = form.check();
        if (checked) send(base, checked, form.typed);
      }}
    >
      {form.isChanged && <KeptNote outlives={outlives} />}
      <DeleteListing read={base} className={styles.last} onOutdated={lookAgain} />
    </ListingForm>
  );
}
