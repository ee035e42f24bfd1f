import { pipeline, Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { acceptedCodings, type Coding } from '../wire/codings.ts';
import { encodedTag } from '../wire/etag.ts';
import { compressors } from './compressors.ts';
import { vary } from './vary.ts';

/** Shorter bodies fit into one packet as they are. */
const longestPlainBytes = 1_024;
const compressible =
  /^(text\/(html|css|csv|plain|javascript)|image\/svg\+xml|application\/(.+\+)?(json|x-ndjson|javascript|x-yaml))\b/i;

type Body = string | Buffer | Readable;

/**
 * Compresses bodies of more than 1 KiB in the coding that the client likes best (RFC 9110, 12.5.3). A client that refuses
 * plain bodies has short ones compressed, too; one that takes nothing we have is answered as if it had not said so.
 */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload: unknown, done) => {
    const isText = compressible.test(String(reply.getHeader('content-type') ?? ''));
    // A 304 says what its 200 would say, whose body nobody has looked at.
    if (isText || reply.statusCode === 304) vary(reply, 'accept-encoding');
    if (!isText || !isBody(payload) || isPart(reply)) return done();
    const { codings, plain } = acceptedCodings(request.headers['accept-encoding']);
    const [coding] = codings;
    if (!coding || (plain && sizeOf(payload, reply) <= longestPlainBytes)) return done();
    encode(payload, coding).then(
      (encoded) => {
        announce(reply, coding);
        done(null, encoded);
      },
      (error) => done(error),
    );
  });
}

function isBody(payload: unknown): payload is Body {
  return typeof payload === 'string' || Buffer.isBuffer(payload) || payload instanceof Readable;
}

/** Or encoded already. The bytes that a range names are those of the file. */
function isPart(reply: FastifyReply): boolean {
  return reply.hasHeader('content-encoding') || reply.statusCode === 206 || reply.statusCode === 304;
}

function sizeOf(body: Body, reply: FastifyReply): number {
  return body instanceof Readable ? Number(reply.getHeader('content-length') ?? 0) : Buffer.byteLength(body);
}

async function encode(body: Body, coding: Coding): Promise<Buffer | Readable> {
  if (!(body instanceof Readable)) return await compressors[coding].whole(body);
  return pipeline(body, compressors[coding].stream(), () => {}); // an error destroys both, which ends the answer
}

function announce(reply: FastifyReply, coding: Coding): void {
  reply.header('content-encoding', coding).removeHeader('content-length').removeHeader('accept-ranges');
  const tag = reply.getHeader('etag');
  if (typeof tag === 'string') reply.header('etag', encodedTag(tag, coding));
}
