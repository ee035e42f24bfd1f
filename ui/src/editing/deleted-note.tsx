import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../parts/button.tsx';
import { EmptyNote } from '../parts/note.tsx';
import type { Draft } from './drafts.ts';
import { draftsOf } from './use-draft.ts';
import { useLeftDraft } from './use-restored.ts';

/** There is no such listing, or none any more. Work on it is not lost: it can become a new one. */
export function DeletedNote({ id }: { id: string }) {
  const [own] = useState(() => draftsOf(id).read());
  const [left] = useLeftDraft(id);
  const draft = own ?? left?.draft;
  const [, navigate] = useLocation();
  const createAgain = ({ base: _base, saving: _saving, ...work }: Draft) => {
    draftsOf('new').replace(work);
    if (own) draftsOf(id).drop();
    else if (left) draftsOf(id).dropOther(left);
    navigate('/new');
  };
  return (
    <EmptyNote title={<Trans>This listing is not there</Trans>}>
      {draft ? (
        <>
          <Trans>It was deleted, and its price history with it. What you wrote is kept.</Trans>{' '}
          <Button look="main" onClick={() => createAgain(draft)}>
            <Trans>Create it again as new</Trans>
          </Button>
        </>
      ) : (
        <Trans>
          The address may be mistyped, or the listing was deleted. <Link href="/">All listings</Link>
        </Trans>
      )}
    </EmptyNote>
  );
}
