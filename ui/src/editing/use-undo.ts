import { useLingui } from '@lingui/react/macro';
import { ApiProblem, mayPass } from '../api/problem.ts';
import { useTell } from '../parts/notice.tsx';
import { useWriteReason } from './use-write-reason.ts';

export type Undoing = {
  work: () => Promise<unknown>;
  /** What is told once it is undone. */
  undone: string;
  /** What is undone where some of it failed; undefined: nothing. */
  halfway?: () => string | undefined;
};

/** @returns undoes something, then tells so; or why not, with a way to try again where that can help */
export function useUndo() {
  const tell = useTell();
  const whyNot = useWhyNot();
  return async function attempt(undoing: Undoing): Promise<void> {
    try {
      await undoing.work();
      tell({ text: undoing.undone });
    } catch (error) {
      const retry = () => void attempt(undoing);
      tell({ text: whyNot(error, undoing.halfway?.()), retry: mayPass(error) ? retry : undefined });
    }
  };
}

function useWhyNot() {
  const { t } = useLingui();
  const reasonOf = useWriteReason();
  return (error: unknown, half: string | undefined): string => {
    const isStale = error instanceof ApiProblem && error.status === 412;
    if (half === undefined) {
      return isStale ? t`Somebody has changed this listing since then: nothing was undone.` : reasonOf(error);
    }
    const rest = isStale ? t`Somebody has changed this listing since then: the rest stays.` : reasonOf(error, true);
    return `${half} ${rest}`;
  };
}
