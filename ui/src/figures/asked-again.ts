import { ApiProblem } from '../api/problem.ts';

/** In seconds: who looks at the page does not wait longer, whatever stands in between says. */
const longestWait = 30;

/** What is not there after so many attempts, which takes minutes, is not coming by itself. */
const mostAwaited = 8;

/** The lake that figures come from is made when the service starts; until then, and where many ask, they come by themselves. */
export function isBeingMade(error: Error | null): error is ApiProblem {
  return error instanceof ApiProblem && (error.is('not-prepared') || error.is('overloaded'));
}

/** Whether figures that failed so often are asked for again. */
export function isAskedAgain(failures: number, error: Error): boolean {
  if (isBeingMade(error)) return failures < mostAwaited;
  return isPassing(error) && failures < 2;
}

/** In ms: longer after each failure, from 0, and no less than the service said. */
export function askedAgainAfter(failures: number, error: Error): number {
  const said = error instanceof ApiProblem ? (error.retryAfter ?? 0) : 0;
  return Math.min(Math.max(2 ** failures, said), longestWait) * 1_000;
}

/** Whether no answer came, or one of a service that is away for a moment. */
function isPassing(error: Error): boolean {
  return !(error instanceof ApiProblem) || error.status === 0 || error.status === 503;
}
