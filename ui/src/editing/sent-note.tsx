import { Trans } from '@lingui/react/macro';
import { Link } from 'wouter';
import type { ListingInput } from '../api/types.ts';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './draft-note.module.css';
import type { Sent } from './send-once.ts';
import { useIsForgotten } from './use-is-forgotten.ts';

const id = 'sent-before';

/** It was sent before, and nobody knows whether it was made. @property onForget once the reader has seen that it was not */
export function SentNote({ sent, onForget }: { sent: Sent<ListingInput>; onForget: () => void }) {
  const numbers = useNumbers();
  const time = numbers.instant(sent.at);
  const isForgotten = useIsForgotten(sent);
  const name = sent.inputs.at(-1)?.name ?? '';
  if (!isForgotten) {
    return (
      <div className={styles.note}>
        <p>
          <Trans>This was sent on {time}, and no answer came. Send it again: it is made once.</Trans>
        </p>
      </div>
    );
  }
  return (
    <div id={id} role="alert" tabIndex={-1} className={styles.note}>
      <p>
        <Trans>
          This was sent on {time}, and no answer came. That is so long ago that it would be made once more: see first
          whether <Link href={`/?${new URLSearchParams({ q: name })}`}>it is there</Link>.
        </Trans>
      </p>
      <Button onClick={onForget}>
        <Trans>It is not there</Trans>
      </Button>
    </div>
  );
}

export function focusSentNote(): void {
  document.getElementById(id)?.focus();
}
