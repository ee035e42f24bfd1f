import type { FastifyReply } from 'fastify';
import { type ProblemFacts, problemBody, problemMediaType, retryAfterSeconds } from './problem.ts';
import { type ProblemName, problemTypes } from './problem-types.ts';

const passing: ReadonlySet<ProblemName> = new Set(['overloaded', 'unavailable', 'outcome-unknown', 'in-progress']);

/** Answers a request with a problem. */
export function sendProblem(reply: FastifyReply, name: ProblemName, facts: ProblemFacts): FastifyReply {
  if (passing.has(name)) reply.header('retry-after', retryAfterSeconds);
  // Bytes, so that no response schema of the route is applied to it.
  return reply
    .code(problemTypes[name].status)
    .header('content-type', problemMediaType)
    .serializer((body: unknown) => body as string)
    .send(problemBody(name, facts));
}
