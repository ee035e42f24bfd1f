import { ApiProblem } from '../api/problem.ts';

/** Whether a write failed since the listing is not what was read any more: somebody changed it, or deleted it. */
export function isOutdated(error: Error): error is ApiProblem {
  return error instanceof ApiProblem && [404, 412].includes(error.status);
}
