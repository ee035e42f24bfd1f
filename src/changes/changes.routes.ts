import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { invalid } from '../wire/checker.ts';
import { tokenHeader } from '../wire/consistency-token.ts';
import { dropStalled } from '../wire/drop-stalled.ts';
import { linkTo } from '../wire/link.ts';
import { Change } from './change.ts';
import { decodeFeedCursor } from './feed-cursor.ts';
import { toEvents } from './live/event-stream.ts';
import type { FeedTail } from './live/feed-tail.ts';
import { followChanges } from './live/follow-changes.ts';
import { tokenNow, tokensOfChanges } from './live/tokens-of-changes.ts';
import { whileAllowed } from './live/while-allowed.ts';
import { readChanges } from './read-changes.ts';
import { FeedQuery, readChangesBefore } from './read-changes-before.ts';

const eventStream = 'text/event-stream';
const mostFollowers = 5_000;

export type ChangesOptions = {
  db: Database;
  tail: FeedTail;
  /** How long a stream says nothing, in ms, at most; and how long its reader may take nothing of what is there. */
  silenceMs: number;
  /** For how long, in ms, who has opened a stream counts as allowed to. */
  allowedMs: number;
};

export const changesRoutes: FastifyPluginAsyncTypebox<ChangesOptions> = async (app, options) => {
  const { db, tail, silenceMs, allowedMs } = options;
  const tokenOf = tokensOfChanges(db);

  app.get(
    '/changes',
    {
      schema: {
        ...{
          tags: ['changes'],
          operationId: 'readChanges',
          summary: 'Reads every change of every listing, in one order; as a stream, also those to come',
        },
        produces: ['application/json', eventStream],
        querystring: FeedQuery,
        headers: Type.Object({
          'last-event-id': Type.Optional(
            Type.String({
              description: 'With Accept: text/event-stream, the id of the last event: the stream goes on after it.',
            }),
          ),
        }),
        response: {
          200: Type.Array(Change, {
            description:
              'A page of changes. Link rel="next" is always there; where it has the cursor that was sent, this is the end, or with before the beginning. With Accept: text/event-stream the changes as server-sent events, without an end.',
          }),
        },
      },
    },
    async (request, reply) => {
      reply.header('vary', 'accept');
      if (wantsStream(request)) return await sendStream(request, reply);
      const { changes, next } = await readPage(request.query);
      await addToken(reply);
      reply.header('link', linkTo('next', '/changes', next)).header('cache-control', 'no-cache'); // never late
      return changes;
    },
  );

  async function readPage({ before, ...query }: FeedQuery) {
    if (before === undefined) return await readChanges(db.reads, query);
    const { after, ...backwards } = query;
    if (after !== undefined)
      throw invalid([{ parameter: 'before', detail: 'is instead of after: leave one of them out' }], 'query');
    return await readChangesBefore(db.reads, { ...backwards, before });
  }

  async function addToken(reply: FastifyReply): Promise<void> {
    const token = await tokenNow(db);
    if (token !== undefined) reply.header(tokenHeader, token);
  }

  async function sendStream(request: StreamRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { query, headers, signal } = request;
    const { limit, before, after: from, ...wanted } = query;
    for (const [parameter, value] of Object.entries({ limit, before })) {
      if (value !== undefined) throw invalid([{ parameter, detail: 'is for pages: a stream goes on' }], 'query');
    }
    const last = headers['last-event-id'] || undefined; // empty: there was none
    if (last !== undefined) decodeFeedCursor(last, 'last-event-id');
    else if (from !== undefined && from !== 'now') decodeFeedCursor(from);
    const after = last ?? from;
    if (tail.followers >= mostFollowers) throw new AppError('overloaded', 'Too many follow the changes here.');
    await addToken(reply);
    const past = db.searches(signal);
    const told = whileAllowed(followChanges({ tail, past, after, wanted, signal, silenceMs }), {
      mayStill: async () => (await request.refusalNow()) === undefined,
      pauseMs: allowedMs,
    });
    dropStalled(reply.raw, silenceMs);
    reply.type(eventStream).headers({ 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
    return reply.send(Readable.from(toEvents(told, tokenOf), { objectMode: false }));
  }
};

type StreamRequest = Pick<FastifyRequest, 'signal' | 'refusalNow'> & {
  query: FeedQuery;
  headers: { 'last-event-id'?: string };
};

/** HEAD asks for the header of a page. */
function wantsStream(request: FastifyRequest): boolean {
  if (request.method !== 'GET' || request.headers.accept === undefined) return false;
  return request.accepts().type(['json', eventStream]) === eventStream;
}
