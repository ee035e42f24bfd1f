import { useEffect, useRef } from 'react';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { type DraftPlace, draftPlace } from './drafts.ts';
import type { ListingForm } from './use-listing-form.ts';

/** Where unsaved work on a listing is kept: in this browser. @param id of the listing, or `new` */
export function draftsOf(id: string): DraftPlace {
  return draftPlace(localStorageOrNone(), id);
}

/** Asking for it throws where it is closed to us. */
function localStorageOrNone() {
  try {
    return window.localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}

/** Keeps what is typed, letter by letter: nothing is lost when the page is left in whatever way. */
export function useKeptDraft(place: DraftPlace, form: ListingForm, base?: VersionedListing): void {
  const { typed, locale, isChanged } = form;
  const known = useRef(typed);
  useEffect(() => {
    if (known.current === typed) return;
    known.current = typed;
    if (isChanged) place.keep({ typed, locale, base, keptAt: Date.now() });
    else place.drop();
  }, [typed, locale, isChanged, base, place]);
}
