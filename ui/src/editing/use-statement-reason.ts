import { useLingui } from '@lingui/react/macro';
import { ApiProblem } from '../api/problem.ts';
import { useWriteReason } from './use-write-reason.ts';

/** Why nothing was stated of a price, in words that say what to do. */
export function useStatementReason() {
  const { t } = useLingui();
  const reasonOf = useWriteReason();
  return (error: unknown): string => {
    const words: Readonly<Record<string, string>> = {
      'not-found': t`This price, or the listing, is not there any more.`,
      conflict: t`The listing would be without a price: add another one first, then void this one.`,
      stale: t`Somebody else has changed this listing meanwhile. Look at its history first.`,
    };
    return (error instanceof ApiProblem ? words[error.kind] : undefined) ?? reasonOf(error);
  };
}
