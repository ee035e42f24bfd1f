import cors from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/** What pages of other origins may read of an answer, beside its body and what every answer has. */
const exposedHeaders = [
  ...['ETag', 'Link', 'Location', 'Retry-After', 'Total-Count', 'Consistency-Token', 'Data-As-Of', 'Feed-Cursor'],
  ...['Content-Disposition', 'Preference-Applied', 'WWW-Authenticate', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id'],
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const harmless: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);
const preflightSeconds = 600;

/**
 * Lets pages of the origins given read answers and write (CORS, Fetch Standard 3.2), and those of no other origin: a browser
 * says where a page that writes is from, also where it would not ask first.
 */
export async function admitOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  app.addHook('onRequest', (request, _reply, done) => {
    const { origin } = request.headers;
    if (origin === undefined || harmless.has(request.method) || isOwn(request, origin) || origins.includes(origin)) {
      return done();
    }
    done(new AppError('forbidden', 'A page of another origin may not write here: CORS_ORIGINS names those that may.'));
  });
  if (origins.length === 0) return;
  await app.register(cors, {
    delegator: (request, callback) => {
      const preflight = request.headers['access-control-request-method'] !== undefined;
      callback(null, { origin: [...origins], methods, exposedHeaders, maxAge: preflightSeconds, preflight });
    },
  });
}

/** A proxy that ends TLS is of the same host, by another scheme. */
function isOwn({ host }: FastifyRequest, origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
