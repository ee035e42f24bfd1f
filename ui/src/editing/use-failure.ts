import { ApiProblem, mayPass } from '../api/problem.ts';
import type { FormFailure } from './form-faults.tsx';
import { isAllAtFields } from './form-state.ts';
import { useWriteReason } from './use-write-reason.ts';

/** Why a form was not written, where that is not said at its fields. */
export function useFailure(error: Error | null): FormFailure | undefined {
  const reasonOf = useWriteReason();
  if (error === null || (error instanceof ApiProblem && isAllAtFields(error))) return undefined;
  return { reason: reasonOf(error), mayPass: mayPass(error) };
}
