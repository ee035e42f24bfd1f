import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { Button } from './button.tsx';
import styles from './note.module.css';
import { useRefusal } from './use-refusal.ts';

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
 * A read that failed, with a way to try again where that can help. Where something is shown from before, it says since when.
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
      {(!(error instanceof ApiProblem) || error.mayPass) && (
        <Button onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}

/** Why a request failed, in words that say what to do. */
function useReason(error: Error): string {
  const { t } = useLingui();
  const refusalOf = useRefusal();
  if (!(error instanceof ApiProblem)) return t`This part of the page failed.`;
  if (error.status === 0) {
    return navigator.onLine ? t`The service does not answer.` : t`You are offline.`;
  }
  if (error.status === 503) return t`The service is busy.`;
  if (error.status >= 500 && error.mayPass) return t`The service failed.`;
  return refusalOf(error);
}
