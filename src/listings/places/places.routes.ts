import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../../db/database.ts';
import { searchesFor } from '../reads-for.ts';
import { Place, PlaceQuery, suggestPlaces } from './suggest-places.ts';

export const placesRoutes: FastifyPluginAsyncTypebox<{ db: Database }> = async (app, { db }) => {
  app.get(
    '/places',
    {
      schema: {
        ...{ tags: ['listings'], operationId: 'suggestPlaces', summary: 'Suggests places that have listings' },
        querystring: PlaceQuery,
        response: { 200: Type.Array(Place, { description: 'Cities first, then postal codes; most listings first.' }) },
      },
    },
    async (request) => await suggestPlaces(searchesFor(db, request), request.query),
  );
};
