import { useLingui } from '@lingui/react/macro';
import { ApiProblem } from '../api/problem.ts';
import { useRefusal } from '../parts/use-refusal.ts';

/** Why a write failed, in words that say what became of it and what to do. */
export function useWriteReason() {
  const { t } = useLingui();
  const refusalOf = useRefusal();
  return (error: unknown): string => {
    if (!(error instanceof ApiProblem)) return t`This part of the page failed.`;
    if (error.status === 0 && !navigator.onLine) {
      return t`You are offline. Send it again when you are back: it is made once.`;
    }
    if (error.status === 0 || error.is('outcome-unknown') || error.is('in-progress')) {
      return t`No answer came, so it may have been made or not. Send it again: it is made once.`;
    }
    if (error.status === 503) return t`The service is busy. Nothing was changed; send it again in a moment.`;
    if (error.status >= 500 && error.mayPass) return t`The service failed.`;
    if (error.status === 404) return t`This listing was deleted.`;
    return refusalOf(error);
  };
}
