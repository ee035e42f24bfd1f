import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { ApiProblem } from '../api/problem.ts';
import { isUnknown, longestWait } from '../api/write.ts';
import { useRefusal } from '../parts/use-refusal.ts';
import { MadeBefore } from './send-once.ts';

/** Why a write failed, in words that say what became of it and what to do. */
export function useWriteReason() {
  const { t } = useLingui();
  const refusalOf = useRefusal();
  const answerWords = (problem: ApiProblem): string => {
    const { status, retryAfter = 0 } = problem;
    const minutes = Math.ceil(retryAfter / 60);
    if (status === 503 && retryAfter > longestWait) {
      const wait = t`${plural(minutes, { one: '# minute', other: '# minutes' })}`;
      return t`The service asks to wait ${wait}. Nothing was changed; try again then.`;
    }
    if (status === 503) return t`The service is busy. Nothing was changed; send it again in a moment.`;
    if (status === 404) return t`This listing was deleted.`;
    return refusalOf(problem);
  };
  return (error: unknown): string => {
    if (error instanceof MadeBefore) {
      return t`It was made as you sent it first. What you changed since is not sent yet.`;
    }
    if (!(error instanceof ApiProblem)) return t`This part of the page failed.`;
    if (error.status === 0 && !navigator.onLine) {
      return t`You are offline. Send it again when you are back: it is made once.`;
    }
    return isUnknown(error)
      ? t`No answer came, so it may have been made or not. Send it again: it is made once.`
      : answerWords(error);
  };
}
