import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { linkTo } from '../wire/link.ts';
import { Change } from './change.ts';
import { ChangeQuery, readChanges } from './read-changes.ts';

export const changesRoutes: FastifyPluginAsyncTypebox<{ db: Database }> = async (app, { db }) => {
  app.get(
    '/changes',
    {
      schema: {
        ...{
          tags: ['changes'],
          operationId: 'readChanges',
          summary: 'Reads every change of every listing, in one order',
        },
        querystring: ChangeQuery,
        response: {
          200: Type.Array(Change, {
            description:
              'A page of changes. Link rel="next" is always there; where it has the cursor that was sent, this is the end.',
          }),
        },
      },
    },
    async (request, reply) => {
      const { changes, next } = await readChanges(db.reads, request.query);
      reply.header('link', linkTo('next', '/changes', next)).header('cache-control', 'no-cache'); // never late
      return changes;
    },
  );
};
