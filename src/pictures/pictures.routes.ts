import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { readsFor } from '../listings/reads-for.ts';
import { sendAnswer } from '../wire/send-answer.ts';
import { drawBadge } from './draw-badge.ts';
import { drawChart } from './draw-chart.ts';
import { BadgeQuery, ChartQuery, Picture, usualChart } from './picture-query.ts';
import { readTrail } from './read-trail.ts';

const params = Type.Object({ id: Type.String({ description: 'Id of the listing, a positive 64-bit integer.' }) });
const response = { 200: Picture };
const described = { tags: ['pictures'], produces: ['image/svg+xml'], params, response };

/**
 * A picture may stand in any page, and be opened by itself: then nothing in it may run or be loaded, whatever a listing is
 * called. Of caches it says nothing: it moves with now, so the settings for reads of what is now hold, and the ETag spares
 * who has it the bytes, since it is the same for an hour where no price changes.
 */
const headers = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'cross-origin-resource-policy': 'cross-origin',
};

/** Pictures of listings, for mails, previews and pages of others. */
export const picturesRoutes: FastifyPluginAsyncTypebox<{ db: Database }> = async (app, { db }) => {
  app.get(
    '/listings/:id/chart.svg',
    {
      schema: {
        ...{ ...described, operationId: 'drawChart', summary: 'Draws the prices of a listing' },
        querystring: ChartQuery,
      },
    },
    async (request, reply) => {
      const trail = await readTrail(readsFor(db, request), request.params.id);
      const usual = { ...usualChart, range: 'all', theme: 'auto', zero: false, locale: 'en' } as const;
      const body = drawChart(trail, { ...usual, ...request.query }, Date.now());
      return sendAnswer(reply, { status: 200, headers, body });
    },
  );

  app.get(
    '/listings/:id/badge.svg',
    {
      schema: {
        ...{
          ...described,
          operationId: 'drawBadge',
          summary: 'Draws what became of the price of a listing, in one line',
        },
        querystring: BadgeQuery,
      },
    },
    async (request, reply) => {
      const trail = await readTrail(readsFor(db, request), request.params.id);
      const body = drawBadge(trail, { theme: 'auto', locale: 'en', ...request.query }, Date.now());
      return sendAnswer(reply, { status: 200, headers, body });
    },
  );
};
