import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { readsFor } from '../listings/reads-for.ts';
import { digestTag, knownTag } from '../wire/etag.ts';
import { sendAnswer } from '../wire/send-answer.ts';
import { drawBadge } from './draw-badge.ts';
import { drawChart } from './draw-chart.ts';
import { BadgeQuery, ChartQuery, checkScale, Picture, PngChartQuery, PngPicture, usualChart } from './picture-query.ts';
import type { PngPictures } from './png/png-pictures.ts';
import { withoutEmoji } from './png/without-emoji.ts';
import { readTrail } from './read-trail.ts';

export type PicturesRoutesOptions = {
  db: Database;
  pngs: PngPictures;
  /** Of another one pixels of the same drawing may be others: the version of the service, and what fonts it has. */
  edition: string;
};

const params = Type.Object({ id: Type.String({ description: 'Id of the listing, a positive 64-bit integer.' }) });
const described = { tags: ['pictures'], params };
const asSvg = { ...described, produces: ['image/svg+xml'], response: { 200: Picture } };
const asPng = { ...described, produces: ['image/png'], response: { 200: PngPicture } };
const usual = { ...usualChart, range: 'all', zero: false, locale: 'en' } as const;

/**
 * A picture may stand in any page, and be opened by itself: then nothing in it may run or be loaded, whatever a listing is
 * called. Of caches it says nothing: it moves with now, so the settings for reads of what is now hold, and the ETag spares
 * who has it the bytes, since it is the same for an hour where no price changes.
 */
const embeddable = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'cross-origin-resource-policy': 'cross-origin',
};
const headers = { ...embeddable, 'content-type': 'image/svg+xml; charset=utf-8' };
/** Nothing compresses it; every 304 says that the tag is one of several codings, so its 200 does, too. */
const pngHeaders = { ...embeddable, 'content-type': 'image/png', vary: 'accept-encoding' };

/** Pictures of listings, for mails, previews and pages of others. */
export const picturesRoutes: FastifyPluginAsyncTypebox<PicturesRoutesOptions> = async (app, { db, pngs, edition }) => {
  app.get(
    '/listings/:id/chart.svg',
    {
      schema: {
        ...{ ...asSvg, operationId: 'drawChart', summary: 'Draws the prices of a listing' },
        querystring: ChartQuery,
      },
    },
    async (request, reply) => {
      const trail = await readTrail(readsFor(db, request), request.params.id);
      const body = drawChart(trail, { ...usual, theme: 'auto', ...request.query }, Date.now());
      return sendAnswer(reply, { status: 200, headers, body });
    },
  );

  app.get(
    '/listings/:id/chart.png',
    {
      schema: {
        ...{ ...asPng, operationId: 'drawPngChart', summary: 'Draws the prices of a listing as a PNG' },
        description: 'For what shows no SVG, such as mail programs and previews of links. Otherwise as chart.svg.',
        querystring: PngChartQuery,
      },
    },
    async (request, reply) => {
      const options = { ...usual, theme: 'light', scale: 1, ...request.query } as const;
      checkScale(options);
      const { signal } = request; // at once: it tells nothing of who left before it was made
      const { name, prices } = await readTrail(readsFor(db, request), request.params.id);
      const svg = drawChart({ name: withoutEmoji(name), prices }, options, Date.now());
      const tag = digestTag(svg, [options.scale, edition]);
      const known = knownTag(request.headers, tag);
      const said = { ...pngHeaders, etag: known ?? tag };
      if (known !== undefined) return sendAnswer(reply, { status: 304, headers: said, body: '' });
      const body = await pngs.draw(tag, { svg, scale: options.scale }, signal);
      return sendAnswer(reply, { status: 200, headers: said, body });
    },
  );

  app.get(
    '/listings/:id/badge.svg',
    {
      schema: {
        ...{
          ...asSvg,
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
