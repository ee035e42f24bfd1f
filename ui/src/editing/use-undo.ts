import { useLingui } from '@lingui/react/macro';
import { ApiProblem, mayPass } from '../api/problem.ts';
import { useTell } from '../parts/notice.tsx';
import { useWriteReason } from './use-write-reason.ts';

/** @returns undoes something, then tells so; or why not, with a way to try again where that can help */
export function useUndo() {
  const { t } = useLingui();
  const tell = useTell();
  const reasonOf = useWriteReason();
  const whyNot = (error: unknown) =>
    error instanceof ApiProblem && error.status === 412
      ? t`Somebody has changed this listing since then: nothing was undone.`
      : reasonOf(error);
  return async function attempt(undo: () => Promise<unknown>, undone: string): Promise<void> {
    try {
      await undo();
      tell({ text: undone });
    } catch (error) {
      const retry = () => void attempt(undo, undone);
      tell({ text: whyNot(error), retry: mayPass(error) ? retry : undefined });
    }
  };
}
