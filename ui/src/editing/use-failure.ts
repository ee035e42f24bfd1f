import { ApiProblem } from '../api/problem.ts';
import { useWriteReason } from './use-write-reason.ts';

/** Why a write failed, where that is not said elsewhere. */
export function useFailure(error: Error | null, isSaid: (problem: ApiProblem) => boolean): string | undefined {
  const reasonOf = useWriteReason();
  if (error === null || (error instanceof ApiProblem && isSaid(error))) return undefined;
  return reasonOf(error);
}
