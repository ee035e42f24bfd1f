import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { Price } from './price.ts';
import { readPrices } from './read-prices.ts';

export const pricesRoutes: FastifyPluginAsyncTypebox<{ db: Database }> = async (app, { db }) => {
  app.get(
    '/listings/:id/prices',
    {
      schema: {
        ...{
          tags: ['prices'],
          operationId: 'readPrices',
          summary: 'Reads every price a listing ever had, oldest first',
        },
        params: Type.Object({ id: Type.String({ description: 'Id of the listing, a positive 64-bit integer.' }) }),
        response: { 200: Type.Array(Price) },
      },
    },
    async (request) => await readPrices(db.reads, request.params.id),
  );
};
