import { useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import { useTell } from '../parts/notice.tsx';
import { draftsOf } from './use-draft.ts';

/**
 * The work of before, once for each time that the form is begun; discarding it begins the form anew, and can be undone.
 * @param id of the listing, or `new`
 */
export function useRestored(id: string) {
  const { t } = useLingui();
  const tell = useTell();
  const place = useMemo(() => draftsOf(id), [id]);
  const [begun, setBegun] = useState(() => ({ draft: place.read(), round: 0 }));
  const begin = () => setBegun(({ round }) => ({ draft: place.read(), round: round + 1 }));
  const discard = () => {
    const draft = place.read();
    place.drop();
    begin();
    const restore = () => {
      if (draft) place.keep(draft);
      begin();
    };
    tell({ text: t`Your unsaved changes are discarded.`, undo: draft && restore });
  };
  return { place, ...begun, discard };
}
