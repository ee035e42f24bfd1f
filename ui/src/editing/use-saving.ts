import { useState } from 'react';
import type { VersionedListing } from '../api/versioned-listing.ts';
import type { Draft, DraftPlace } from './drafts.ts';
import { leftOf } from './left-of.ts';
import type { ListingChange } from './listing-change.ts';
import type { Done, Sent } from './send-once.ts';
import { useChangeListing } from './use-change-listing.ts';
import { useKeptDraft } from './use-draft.ts';
import type { ListingForm } from './use-listing-form.ts';

type Props = { id: string; place: DraftPlace; form: ListingForm; base: VersionedListing; draft: Draft | undefined };

/**
 * Saves what a form says of a listing, also where the page is left while it is sent: what is open stands with the work that is
 * kept, and what was saved is no such work any more.
 */
export function useSaving({ id, place, form, base, draft }: Props) {
  const [saving, setSaving] = useState(draft?.saving);
  const { keep, outlives } = useKeptDraft(place, form, { base, saving });
  const noted = (open: Sent<ListingChange> | undefined) => {
    setSaving(open);
    keep({ base, saving: open });
  };
  const change = useChangeListing(id, { openBefore: draft?.saving, noted, made: (done) => settle(place, done) });
  return { change, saving, outlives };
}

function settle(place: DraftPlace, done: Done<ListingChange, VersionedListing>): void {
  const draft = place.read();
  const left = draft && leftOf(draft, done);
  if (left) place.keep(left);
  else place.drop();
}
