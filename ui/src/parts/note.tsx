import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { Button } from './button.tsx';
import styles from './note.module.css';

/** What there is nothing of: what was looked at, and what to do next. */
export function EmptyNote({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}

/**
 * A read that failed, with the one way on. Where something is shown from before, it says since when.
 * @param since when what is shown was read, in UTC milliseconds; 0 or left out where nothing is
 */
export function FailedNote({ error, since = 0, retry }: { error: Error; since?: number; retry: () => void }) {
  const numbers = useNumbers();
  const reason = useReason(error);
  const readAt = numbers.time(since);
  return (
    <div className={styles.failed} role="alert">
      <p>
        {reason} {since > 0 && <Trans>What is shown is as of {readAt}.</Trans>}
      </p>
      <Button onClick={retry}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}

/** Why a request failed, in words that say what to do. */
function useReason(error: Error): string {
  const { t } = useLingui();
  if (!(error instanceof ApiProblem)) return t`This part of the page failed.`;
  if (error.status === 0) {
    return navigator.onLine ? t`The service does not answer.` : t`You are offline.`;
  }
  if (error.status === 503 || error.status === 429) return t`The service is busy.`;
  if (error.status >= 500) return t`The service failed.`;
  return error.problem.detail;
}
