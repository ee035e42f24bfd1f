import { useEffect, useRef } from 'react';
import { type Draft, type DraftPlace, draftPlace } from './drafts.ts';
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

/** What is kept with what is typed. */
type Beside = Pick<Draft, 'base' | 'sent'>;

/**
 * Keeps what is typed, letter by letter: nothing is lost when the page is left in whatever way.
 * @returns keeps it at once, such as before it is sent
 */
export function useKeptDraft(place: DraftPlace, form: ListingForm, { base, sent }: Beside): (beside: Beside) => void {
  const { typed, locale, isChanged } = form;
  const known = useRef({ typed, locale });
  const keep = (beside: Beside) => place.keep({ ...known.current, ...beside, keptAt: Date.now() });
  useEffect(() => {
    if (known.current.typed === typed) return;
    known.current = { typed, locale };
    if (isChanged) place.keep({ typed, locale, base, sent, keptAt: Date.now() });
    else place.drop();
  }, [typed, locale, isChanged, base, sent, place]);
  return keep;
}
