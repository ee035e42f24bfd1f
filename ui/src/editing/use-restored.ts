import { useLingui } from '@lingui/react/macro';
import { useEffect, useMemo, useState } from 'react';
import { focusMain } from '../parts/focus-main.ts';
import { useTell } from '../parts/notice.tsx';
import type { OtherDraft } from './drafts.ts';
import { openWindows } from './this-window.ts';
import { draftsOf } from './use-draft.ts';
import { useRefocus } from './use-refocus.ts';

/**
 * The work of before, once for each time that the form is begun; discarding it begins the form anew, and can be undone. What
 * was left in a window that is closed is offered.
 * @param id of the listing, or `new`
 */
export function useRestored(id: string) {
  const { t } = useLingui();
  const tell = useTell();
  const place = useMemo(() => draftsOf(id), [id]);
  const [work, setWork] = useState(() => ({ draft: place.read(), round: 0 }));
  const [left, lookAgain] = useLeftDraft(id);
  const noteFocus = useRefocus(work.round);
  const begin = () => {
    noteFocus();
    setWork(({ round }) => ({ draft: place.read(), round: round + 1 }));
    lookAgain();
  };
  const tellDiscarded = (undo: (() => void) | undefined) =>
    tell({ text: t`Your unsaved changes are discarded.`, undo });
  const discard = () => {
    const draft = place.read();
    place.drop();
    begin();
    const restore = () => {
      if (draft) place.replace(draft);
      begin();
    };
    tellDiscarded(draft && restore);
  };
  const take = (other: OtherDraft) => {
    place.take(other);
    begin();
  };
  const discardLeft = (other: OtherDraft) => {
    place.dropOther(other);
    focusMain(); // what was pressed goes
    lookAgain();
    tellDiscarded(() => {
      place.keepOther(other);
      lookAgain();
    });
  };
  return { place, ...work, begin, discard, left, take, discardLeft };
}

/** The latest work that was left in a window that is closed. @returns it, and what looks once more */
export function useLeftDraft(id: string): [left: OtherDraft | undefined, lookAgain: () => void] {
  const [left, setLeft] = useState<OtherDraft>();
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round looks once more
  useEffect(() => {
    let isShown = true;
    void openWindows().then((open) => {
      if (isShown)
        setLeft(
          draftsOf(id)
            .others()
            .find(({ window }) => !open.has(window)),
        );
    });
    return () => {
      isShown = false;
    };
  }, [id, round]);
  return [left, () => setRound((before) => before + 1)];
}
