import { useLocation } from 'wouter';
import type { VersionedListing } from '../api/versioned-listing.ts';
import type { DraftPlace } from './drafts.ts';
import { changedOf, fieldsOf, patchOf } from './fields.ts';
import type { useChangeListing } from './use-change-listing.ts';
import type { ListingForm } from './use-listing-form.ts';

type Sending = {
  id: string;
  place: DraftPlace;
  form: ListingForm;
  base: VersionedListing;
  change: ReturnType<typeof useChangeListing>;
  failed: (error: Error) => void;
  /** What was typed while it was sent is work on what was saved. */
  goOnFrom: (saved: VersionedListing) => void;
};

/** Sends what was changed, if it is right, then leaves the form unless there is more by then. */
export function useSendEdit({ id, place, form, base, change, failed, goOnFrom }: Sending): () => void {
  const [, navigate] = useLocation();
  const leave = () => {
    place.drop();
    navigate(`/${id}/prices`);
  };
  const saved = ({ made }: { made: VersionedListing }) => (place.read() ? goOnFrom(made) : leave());
  return () => {
    const to = form.check();
    if (!to) return;
    const from = fieldsOf(base.listing);
    if (changedOf(from, to).length === 0) return leave();
    change.mutate({ before: base, patch: patchOf(from, to) }, { onSuccess: saved, onError: failed });
  };
}
