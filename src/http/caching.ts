import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { digestTag, knownTag } from '../wire/etag.ts';

type Caching = {
  /** Cache-Control of reads of which the route says nothing. */
  cacheControl: string;
  /** Whether reads are for those only who may read: caches that several share may not keep them. */
  isPrivate: boolean;
};

/**
 * Gives every read that is answered 200 an ETag, of its body, Link and Total-Count where the route has set none, and answers 304
 * where the client has it (RFC 9110, 15.4.5).
 */
export function answerKnownReads(app: FastifyInstance, { cacheControl, isPrivate }: Caching): void {
  const toTell = isPrivate ? ofOne : (said: string) => said;
  app.addHook('onSend', (request, reply, payload: unknown, done) => {
    const said = reply.getHeader('cache-control');
    if (!isRead(request, reply) || said === 'no-store') return done();
    reply.header('cache-control', toTell(String(said ?? cacheControl)));
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return done(); // files come with all of this
    if (reply.statusCode === 304) return done(null, notModified(request, reply));
    const tag = String(reply.getHeader('etag') ?? tagOf(payload, reply));
    const known = knownTag(request.headers, tag);
    reply.header('etag', known ?? tag);
    if (known === undefined) return done();
    done(null, notModified(request, reply.code(304)));
  });
}

/** Without it some caches keep what was asked for with a key, and give it to whoever asks without. */
function ofOne(cacheControl: string): string {
  return /\bprivate\b/i.test(cacheControl) ? cacheControl : `private, ${cacheControl}`;
}

function isRead({ method }: FastifyRequest, { statusCode }: FastifyReply): boolean {
  return (method === 'GET' || method === 'HEAD') && (statusCode === 200 || statusCode === 304);
}

/** A page is another one, too, when its Link leads on from now on, or when there are more pages. */
function tagOf(body: string | Buffer, reply: FastifyReply): string {
  const said = [reply.getHeader('link'), reply.getHeader('total-count')];
  return digestTag(
    body,
    said.filter((field) => field !== undefined),
  );
}

/** Of a 304 without a body Fastify would tell the length to HEAD, but not where it is given a stream. */
function notModified({ method }: FastifyRequest, reply: FastifyReply): Readable | null {
  // An object that a member was removed from is a slow one from then on.
  if (reply.hasHeader('content-type')) reply.removeHeader('content-type').removeHeader('content-length');
  return method === 'HEAD' ? Readable.from([]) : null;
}
