import type { FastifyReply } from 'fastify';
import { type ProblemFacts, problemBody, problemMediaType, retryAfterSeconds } from './problem.ts';
import { type ProblemName, problemTypes } from './problem-types.ts';

const passing: ReadonlySet<ProblemName> = new Set([
  ...(['overloaded', 'unavailable', 'not-prepared', 'outcome-unknown', 'in-progress'] as const),
]);

/** Answers a request with a problem. */
export function sendProblem(reply: FastifyReply, name: ProblemName, facts: ProblemFacts): FastifyReply {
  if (passing.has(name)) reply.header('retry-after', retryAfterSeconds);
  // A listing that is not there may be created the next moment. Bytes, so that no response schema of the route is applied to it.
  return reply
    .code(problemTypes[name].status)
    .header('content-type', problemMediaType)
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => body as string)
    .send(problemBody(name, facts));
}
