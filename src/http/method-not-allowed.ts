import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { sendProblem } from './problem-reply.ts';

/** All that the HTTP parser takes, but for CONNECT: that is no request for a path. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

/**
 * Notes the path of every route registered from now on.
 * @returns a function to call after the last route: the other methods are then answered with 405, OPTIONS with 204, and
 * both with Allow (RFC 9110, 15.5.6).
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  for (const method of methods) {
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  }
  const taken = new Set<string>();
  app.addHook('onRoute', ({ url, constraints }: RouteOptions) => {
    if (Object.keys(constraints ?? {}).length === 0) taken.add(url); // else it is another answer at an address of its own
  });
  return () => {
    for (const url of [...taken]) refuse(app, url);
  };
}

function refuse(app: FastifyInstance, url: string): void {
  const known = methods.filter((method) => app.hasRoute({ url, method }));
  const allow = [...known, 'OPTIONS'].join(', ');
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('allow', allow);
    if (request.method === 'OPTIONS') return reply.code(204).send();
    return sendProblem(reply, 'method-not-allowed', { detail: `This takes ${allow}, not ${request.method}.` });
  };
  app.route({
    ...{ url, method: methods.filter((method) => !known.includes(method)), schema: { hide: true } },
    onRequest: (request, reply, _done) => void answer(request, reply), // before the body is read
    handler: answer,
  });
}
