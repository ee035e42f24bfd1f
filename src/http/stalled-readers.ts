import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Shorter answers are kept by the system, whether they are read or not. */
const shortest = 16_384;

/**
 * Cuts the connection of a client that takes nothing of an answer for so many ms, which would be kept for it. Node looks at what
 * is left to be sent: who is slow gets all of it. Streams of rows and changes watch over themselves (wire/drop-stalled.ts).
 */
export function dropStalledReaders(app: FastifyInstance, ms: number): void {
  app.addHook('onSend', (_request, reply, payload: unknown, done) => {
    const isKept = reply.raw.socket instanceof Socket && lengthOf(payload, reply) >= shortest; // what is injected has none
    if (isKept) reply.raw.setTimeout(ms); // until its end: then the limit of idle ones holds
    done();
  });
}

function lengthOf(payload: unknown, reply: FastifyReply): number {
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) return payload.length;
  return Number(reply.getHeader('content-length') ?? 0); // of a file
}
