import type { FastifyInstance, HTTPMethods, RouteOptions } from 'fastify';
import { sendProblem } from './problem-reply.ts';

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * Notes the methods of every route registered from now on.
 * @returns a function to call after the last route: the other methods are then answered with 405, OPTIONS with 204, and
 * both with Allow (RFC 9110, 15.5.6).
 */
export function refuseOtherMethods(app: FastifyInstance): () => void {
  const taken = new Map<string, Set<string>>();
  app.addHook('onRoute', (route: RouteOptions) => {
    const known = taken.get(route.url) ?? new Set();
    for (const method of [route.method].flat()) known.add(method);
    taken.set(route.url, known);
  });
  return () => {
    for (const [url, known] of [...taken]) refuse(app, url, [...known]);
  };
}

function refuse(app: FastifyInstance, url: string, known: string[]): void {
  const allow = [...known, 'OPTIONS'].join(', ');
  app.route({
    ...{ url, method: methods.filter((method) => !known.includes(method)), schema: { hide: true } },
    handler: (request, reply) => {
      reply.header('allow', allow);
      if (request.method === 'OPTIONS') return reply.code(204).send();
      return sendProblem(reply, 'method-not-allowed', { detail: `This takes ${allow}, not ${request.method}.` });
    },
  });
}
