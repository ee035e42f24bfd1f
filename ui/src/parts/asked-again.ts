import { ApiProblem } from '../api/problem.ts';

/** In seconds: who looks at the page does not wait longer, whatever stands in between says. */
const longestWait = 30;

/** The lake that figures come from is made when the service starts: until then, and where many ask, it says when to ask again. */
export function isBeingMade(error: Error | null): error is ApiProblem {
  return error instanceof ApiProblem && error.status === 503;
}

/** Whether figures that failed so often are asked for again. */
export function isAskedAgain(failures: number, error: Error): boolean {
  return isBeingMade(error) || (isUnanswered(error) && failures < 2);
}

/** In ms. */
export function askedAgainAfter(failures: number, error: Error): number {
  const seconds = isBeingMade(error) ? (error.retryAfter ?? 2) : 2 ** failures;
  return Math.min(seconds, longestWait) * 1_000;
}

function isUnanswered(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.status === 0;
}
