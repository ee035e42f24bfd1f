import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { readsFor } from '../listings/reads-for.ts';
import { entityTagOf } from '../wire/etag.ts';
import { linkTo } from '../wire/link.ts';
import { Correction } from './correction.ts';
import { CorrectionQuery, readCorrections } from './read-corrections.ts';

export const correctionsRoutes: FastifyPluginAsyncTypebox<{ db: Database }> = async (app, { db }) => {
  app.get(
    '/listings/:id/corrections',
    {
      schema: {
        ...{ tags: ['prices'], operationId: 'readCorrections' },
        summary:
          'Reads which prices were corrected or voided, and what was stated instead, in the order it became known',
        params: Type.Object({ id: Type.String({ description: 'Id of the listing, a positive 64-bit integer.' }) }),
        querystring: CorrectionQuery,
        response: {
          200: Type.Array(Correction, { description: 'A page of corrections; Link rel="next" leads on.' }),
        },
      },
    },
    async (request, reply) => {
      const { query, params } = request;
      const page = await readCorrections(readsFor(db, request), { id: params.id, query });
      const { corrections, version, trimmedTo, next } = page;
      // Actors and reasons go when the feed is trimmed, which makes no version.
      reply.header('etag', entityTagOf(version, trimmedTo === undefined ? [] : [trimmedTo]));
      if (next) reply.header('link', linkTo('next', `/listings/${params.id}/corrections`, next));
      return corrections;
    },
  );
};
