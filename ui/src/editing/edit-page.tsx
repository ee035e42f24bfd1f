import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { Link, useParams } from 'wouter';
import { ApiProblem } from '../api/problem.ts';
import { LinkNote } from '../listing/link-note.tsx';
import { useListing } from '../listing/use-listing.ts';
import { useLiveListing } from '../listing/use-live-listing.ts';
import { focusMain } from '../parts/focus-main.ts';
import { FailedNote } from '../parts/note.tsx';
import { useTitle } from '../parts/use-title.ts';
import { DeletedNote } from './deleted-note.tsx';
import { DraftNotes } from './draft-note.tsx';
import { EditForm } from './edit-form.tsx';
import styles from './listing-form.module.css';
import { useIsRemoving } from './use-remove-listing.ts';
import { useRestored } from './use-restored.ts';

export function EditPage() {
  const { t } = useLingui();
  useTitle(t`Edit listing`);
  const { listingId: id = '' } = useParams();
  const link = useLiveListing(id);
  return (
    <>
      <LinkNote link={link} />
      <div className={styles.head}>
        <h1>
          <Trans>Edit listing</Trans>
        </h1>
        <Link href={`/${id}/prices`} className="target">
          <Trans>Back to its prices</Trans>
        </Link>
      </div>
      <Editing key={id} id={id} />
    </>
  );
}

function Editing({ id }: { id: string }) {
  const found = useListing(id);
  const restored = useRestored(id);
  const { place, draft, round, begin } = restored;
  const isRemoving = useIsRemoving(id);
  const isGone = !isRemoving && found.error instanceof ApiProblem && found.error.status === 404;
  useFocusOnceGone(isGone && found.data !== undefined);
  if (isGone) return <DeletedNote id={id} />;
  if (!found.data) {
    return (
      <div className={styles.waiting} aria-busy={found.isPending}>
        {found.error && <FailedNote error={found.error} retry={() => void found.refetch()} />}
      </div>
    );
  }
  return (
    <>
      <DraftNotes {...restored} />
      <EditForm key={round} id={id} read={found.data} draft={draft} place={place} begin={begin} />
    </>
  );
}

/** What had the focus goes with the listing. */
function useFocusOnceGone(isGone: boolean): void {
  useEffect(() => {
    if (isGone && document.activeElement === document.body) focusMain();
  }, [isGone]);
}
