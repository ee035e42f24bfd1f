import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestSpan, Tracing } from '../tracing/tracing.ts';
import { logTrace } from './request-id.ts';
import { requestFacts } from './request-log.ts';

declare module 'fastify' {
  interface FastifyRequest {
    span: RequestSpan | undefined;
  }
}

/** Makes a span of each request, and what it leads to a part of it. */
export function traceRequests(app: FastifyInstance, tracing: Tracing): void {
  app.decorateRequest('span', undefined);
  app.addHook('onRequest', (request, reply, done) => {
    const { traceparent } = request.headers;
    request.span = tracing.request({
      ...{ method: request.method, path: pathOf(request), requestId: request.id },
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    if (traceparent === undefined) logTrace(request, reply, request.span.traceId);
    request.span.within(done);
  });
  // What reads a body goes on where its last bytes came in, outside.
  app.addHook('preValidation', (request, _reply, done) => (request.span ? request.span.within(done) : done()));
  app.addHook('onResponse', (request, reply, done) => {
    request.span?.end({ route: requestFacts(request).route, status: reply.statusCode });
    done();
  });
}

/** Of one that is no operation's nothing is told: it may hold what nobody should keep. */
function pathOf({ routeOptions, url }: FastifyRequest): string | undefined {
  const isKnown = routeOptions.url !== undefined && !routeOptions.url.includes('*');
  return isKnown ? url.split('?')[0] : undefined;
}
