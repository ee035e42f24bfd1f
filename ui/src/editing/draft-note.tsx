import { Trans } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './draft-note.module.css';

/** Says that work of before is here again. @param keptAt since when, in UTC milliseconds */
export function DraftNote({ keptAt, onDiscard }: { keptAt: number; onDiscard: () => void }) {
  const numbers = useNumbers();
  const isToday = new Date(keptAt).toDateString() === new Date().toDateString();
  const time = isToday ? numbers.time(keptAt) : numbers.instant(keptAt);
  return (
    <div className={styles.note}>
      <p>
        <Trans>Your unsaved changes from {time} are here.</Trans>
      </p>
      <Button onClick={onDiscard}>
        <Trans>Discard</Trans>
      </Button>
    </div>
  );
}
