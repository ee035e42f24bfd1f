import { useEffect, useRef, useState } from 'react';
import { browserStorage } from '../api/browser-storage.ts';
import { clock } from '../api/client.ts';
import { type Draft, type DraftPlace, draftPlace, dropOldDrafts } from './drafts.ts';
import { windowName } from './this-window.ts';
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts';
import { useIsShown } from './use-is-shown.ts';
import type { ListingForm } from './use-listing-form.ts';

/** Where unsaved work on a listing is kept: in this browser. @param form the id of the listing, or `new` */
export function draftsOf(form: string): DraftPlace {
  if (clock.isTold()) dropOldDrafts(browserStorage, clock.now());
  return draftPlace(browserStorage, form, windowName());
}

/** What is kept with what is typed. */
type Beside = Pick<Draft, 'base' | 'sent' | 'saving'>;

/**
 * Keeps what is typed, letter by letter: nothing is lost when the page is left in whatever way.
 * @returns what keeps it at once, such as before it is sent; and whether it outlives the page, undefined before it is kept
 */
export function useKeptDraft(place: DraftPlace, form: ListingForm, { base, sent, saving }: Beside) {
  const { typed, locale, isChanged } = form;
  const latest = useRef({ typed, locale });
  const [outlives, setOutlives] = useState(() => place.outlives());
  const isShown = useIsShown(); // what is kept later may be other work
  const keep = (beside: Beside) => {
    if (isShown.current) place.keep({ ...latest.current, ...beside, keptAt: clock.now() });
  };
  useEffect(() => {
    if (latest.current.typed === typed) return;
    latest.current = { typed, locale };
    if (isChanged) place.keep({ typed, locale, base, sent, saving, keptAt: clock.now() });
    else place.drop();
    setOutlives(place.outlives());
  }, [typed, locale, isChanged, base, sent, saving, place]);
  useAskBeforeLeaving(isChanged && outlives === false);
  return { keep, outlives };
}
