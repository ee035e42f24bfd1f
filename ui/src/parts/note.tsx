import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { clock } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { Button } from './button.tsx';
import { dayHere } from './day.ts';
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

type FailedProps = {
  error: Error;
  /** What could not be read, in a sentence; left out where all that stands here could not. */
  what?: ReactNode;
  /** When what is shown was read, in UTC milliseconds of the browser's clock; 0 or left out where nothing is. */
  since?: number;
  retry: () => void;
};

/** A read that failed, with a way to try again where that can help. Where something is shown from before, it says since when. */
export function FailedNote({ error, what, since = 0, retry }: FailedProps) {
  const reason = useFailedReason(error);
  return (
    <div className={styles.failed} role="alert">
      <p>
        {what} {reason} {since > 0 && <AsOf since={since} />}
      </p>
      {(!(error instanceof ApiProblem) || error.mayPass) && (
        <Button onClick={retry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </div>
  );
}

function AsOf({ since }: { since: number }) {
  const numbers = useNumbers();
  const [at, now] = [clock.timeOf(since), clock.timeOf(Date.now())];
  const [readAt, instant] = [numbers.time(at), numbers.instant(at)];
  if (dayHere(at) === dayHere(now)) return <Trans>What is shown is as of {readAt}.</Trans>;
  return <Trans>What is shown is as of {instant}.</Trans>;
}

/** Why a request failed, in words that say what to do. */
function useFailedReason(error: Error): string {
  const { t } = useLingui();
  const refusalOf = useRefusal();
  if (!(error instanceof ApiProblem)) return t`This part of the page failed.`;
  if (error.status === 0) {
    return navigator.onLine ? t`The service does not answer.` : t`You are offline.`;
  }
  if (error.is('not-prepared')) return t`The figures are not prepared yet.`;
  if (error.status === 503) return t`The service is busy.`;
  if (error.status >= 500 && error.mayPass) return t`The service failed.`;
  return refusalOf(error);
}
