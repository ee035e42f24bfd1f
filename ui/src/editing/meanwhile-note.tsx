import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { Button } from '../parts/button.tsx';
import { focusMain } from '../parts/focus-main.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { changesBetween } from './changes-between.ts';
import { MadeChanges } from './made-changes.tsx';
import styles from './meanwhile-note.module.css';
import { useFieldWords } from './use-field-words.ts';

type OthersChange = {
  before: VersionedListing;
  after: VersionedListing;
  /** Whether the form shows it: nothing was typed. */
  isInForm: boolean;
  dismiss: () => void;
};

/** Says beside the form of a listing, or at the edge of the window, what somebody else has made of it while it is open. */
export function MeanwhileNote({ meanwhile }: { meanwhile: OthersChange | undefined }) {
  const { locale } = useNumbers();
  const changes = meanwhile && changesBetween(meanwhile.before.listing, meanwhile.after.listing, locale);
  useFocusInSight(changes !== undefined);
  return (
    <div className={changes ? styles.note : undefined}>
      <div role="status" className={styles.told}>
        {changes && <Told changes={changes} isInForm={meanwhile.isInForm} />}
      </div>
      {changes && <Further changes={changes} dismiss={meanwhile.dismiss} />}
    </div>
  );
}

/** What one types in stays in sight where the note comes to stand. */
function useFocusInSight(isTold: boolean): void {
  useEffect(() => {
    const { activeElement: focused } = document;
    if (isTold && focused?.closest('form')) focused.scrollIntoView({ block: 'nearest' });
  }, [isTold]);
}

type Changes = ReturnType<typeof changesBetween>;

function Told({ changes, isInForm }: { changes: Changes; isInForm: boolean }) {
  const words = useFieldWords();
  const numbers = useNumbers();
  const names = numbers.list(changes.map(({ name }) => words[name]));
  return (
    <p>
      <Trans>Somebody else changed: {names}.</Trans>{' '}
      {isInForm ? <Trans>The form shows it as it is now.</Trans> : <Trans>What you typed stays.</Trans>}
    </p>
  );
}

function Further({ changes, dismiss }: { changes: Changes; dismiss: () => void }) {
  const { t } = useLingui();
  const leave = () => {
    focusMain(); // what was pressed goes
    dismiss();
  };
  return (
    <>
      <details className={styles.details}>
        <summary>
          <Trans>What they changed</Trans>
        </summary>
        <div className={styles.changes}>
          <MadeChanges changes={changes} />
        </div>
      </details>
      <Button look="quiet" className={styles.dismiss} onClick={leave} aria-label={t`Dismiss`}>
        <span aria-hidden="true">×</span>
      </Button>
    </>
  );
}
