import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dataHeaders, encryptedHeaders } from '../wire/security-headers.ts';

/** Protects every answer of the routes registered from now on; those that send documents or pictures say otherwise. */
export function protectAnswers(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    protect(request, reply);
    done();
  });
}

/** Says what a browser may do with an answer. Only a proxy that is trusted can tell that a request came encrypted. */
export function protect(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(dataHeaders);
  if (request.headers['x-forwarded-proto'] !== undefined && request.protocol === 'https')
    reply.headers(encryptedHeaders);
}
