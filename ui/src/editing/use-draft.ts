import { useEffect, useRef } from 'react';
import { type Draft, type DraftPlace, draftPlace, dropOldDrafts, type Shelf } from './drafts.ts';
import { windowName } from './this-window.ts';
import { useIsShown } from './use-is-shown.ts';
import type { ListingForm } from './use-listing-form.ts';

/** Where unsaved work on a listing is kept: in this browser. @param form the id of the listing, or `new` */
export function draftsOf(form: string): DraftPlace {
  const shelf = localStorageOrNone();
  dropOldDrafts(shelf);
  return draftPlace(shelf, form, windowName());
}

/** Asking for it throws where it is closed to us. */
function localStorageOrNone(): Shelf {
  try {
    return window.localStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {}, key: () => null, length: 0 };
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
  const isShown = useIsShown(); // what is kept later may be other work
  const keep = (beside: Beside) => {
    if (isShown.current) place.keep({ ...known.current, ...beside, keptAt: Date.now() });
  };
  useEffect(() => {
    if (known.current.typed === typed) return;
    known.current = { typed, locale };
    if (isChanged) place.keep({ typed, locale, base, sent, keptAt: Date.now() });
    else place.drop();
  }, [typed, locale, isChanged, base, sent, place]);
  return keep;
}
