import { Trans } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { dayHere } from '../parts/day.ts';
import { useToday } from '../parts/use-today.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './draft-note.module.css';
import type { Draft } from './drafts.ts';
import type { useRestored } from './use-restored.ts';

/** What is there of before: that it is here again, and what was left elsewhere. */
export function DraftNotes({ draft, discard, left, take, discardLeft }: ReturnType<typeof useRestored>) {
  return (
    <>
      {draft && <DraftNote draft={draft} onDiscard={discard} />}
      {left && <LeftNote draft={left.draft} onTake={() => take(left)} onDiscard={() => discardLeft(left)} />}
    </>
  );
}

type Props = { draft: Draft; onDiscard: () => void };

/** Says that work of before is here again. */
function DraftNote({ draft, onDiscard }: Props) {
  const time = useTime(draft);
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

/** Offers work that was left in a window that is closed. */
function LeftNote({ draft, onTake, onDiscard }: Props & { onTake: () => void }) {
  const time = useTime(draft);
  const name = draft.typed['/name'];
  return (
    <div className={styles.note}>
      <p>
        {name === '' ? (
          <Trans>There are unsaved changes from {time}.</Trans>
        ) : (
          <Trans>
            There are unsaved changes from {time}: “{name}”.
          </Trans>
        )}
      </p>
      <Button onClick={onTake}>
        <Trans>Go on with them</Trans>
      </Button>
      <Button onClick={onDiscard}>
        <Trans>Discard</Trans>
      </Button>
    </div>
  );
}

function useTime({ keptAt }: Draft): string {
  const numbers = useNumbers();
  const isToday = dayHere(keptAt) === useToday();
  return isToday ? numbers.time(keptAt) : numbers.instant(keptAt);
}
