import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseTraceParent } from '../wire/trace-parent.ts';

/** The label of it in the log. */
export const requestIdLabel = 'request_id';

/** What can stand in a log and in a search for it without being quoted. */
const plain = /^[\w.:+/=@-]{1,128}$/;

/** What names a request in the logs of all who handle it: as who asks says, by `X-Request-Id` or else its trace, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  if (typeof given === 'string' && plain.test(given)) return given;
  return traceOf(headers.traceparent)?.traceId ?? randomUUID();
}

/** Tells it with each answer, and puts the trace that a request is a part of beside it in the log. */
export function nameRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    tellRequestId(request, reply);
    const trace = traceOf(request.headers.traceparent);
    if (trace) logTrace(request, reply, trace.traceId);
    done();
  });
}

/**
 * Puts the trace into what is logged of a request from now on, also by Fastify, which logs through the reply. A factory of loggers
 * would be asked for each request, and each of its loggers be looked at.
 */
export function logTrace(request: FastifyRequest, reply: FastifyReply, traceId: string): void {
  request.log = request.log.child({ trace_id: traceId });
  reply.log = request.log;
}

export function tellRequestId({ id }: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', id);
}

/** Of two fields neither counts. */
function traceOf(field: string | string[] | undefined) {
  return typeof field === 'string' ? parseTraceParent(field) : undefined;
}
