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
  const waitOf = useWaitWords();
  /** @param isPart whether another part of it is made, so that something was changed */
  return (error: unknown, isPart = false): string => {
    if (error instanceof MadeBefore) {
      return t`It was made as you sent it first. What you changed since is not sent yet.`;
    }
    if (!(error instanceof ApiProblem)) return t`This part of the page failed.`;
    if (error.status === 0 && !navigator.onLine) {
      return t`You are offline. Send it again when you are back: it is made once.`;
    }
    if (isUnknown(error)) return t`No answer came, so it may have been made or not. Send it again: it is made once.`;
    if (error.status === 503) return waitOf(error, isPart);
    return error.status === 404 ? t`This listing was deleted.` : refusalOf(error);
  };
}

function useWaitWords() {
  const { t } = useLingui();
  return ({ retryAfter = 0 }: ApiProblem, isPart: boolean): string => {
    if (retryAfter > longestWait) {
      const minutes = Math.ceil(retryAfter / 60);
      const wait = t`${plural(minutes, { one: '# minute', other: '# minutes' })}`;
      return isPart
        ? t`The service asks to wait ${wait}; try again then.`
        : t`The service asks to wait ${wait}. Nothing was changed; try again then.`;
    }
    return isPart
      ? t`The service is busy; try again in a moment.`
      : t`The service is busy. Nothing was changed; send it again in a moment.`;
  };
}
