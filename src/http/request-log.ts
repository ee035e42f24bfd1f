import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What the log tells of a request: the operation, and neither the query nor who asks. */
export function requestFacts({ method, routeOptions }: FastifyRequest): { method: string; route: string } {
  return { method, route: routeOptions.url ?? 'none' };
}

/** A line for each answer; `ms` is from its header's arrival to the last byte of the answer. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, done) => {
    request.log.info({ ...requestFacts(request), ...answerFacts(reply) }, 'answered');
    done();
  });
}

function answerFacts({ statusCode, elapsedTime }: FastifyReply): { status: number; ms: number } {
  return { status: statusCode, ms: Math.round(elapsedTime * 10) / 10 };
}
