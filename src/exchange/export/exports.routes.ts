import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Database } from '../../db/database.ts';
import { AppError } from '../../errors.ts';
import { dropStalled } from '../../wire/drop-stalled.ts';
import { type ExportSource, openExport } from './open-export.ts';
import { type Format, formats, mediaTypes } from './record-format.ts';
import {
  ChangesExportQuery,
  changesExport,
  ListingsExportQuery,
  listingsExport,
  PricesExportQuery,
  pricesExport,
} from './sources.ts';

const tags = ['exports'];
const produces = Object.values(mediaTypes);
/** Each has a connection of its own to the database. */
const mostAtOnce = 4;

export type ExportsOptions = {
  db: Database;
  /** A reader that takes nothing for so long, or twice as long, is dropped: its export keeps a snapshot, and others out. */
  stalledMs: number;
};

const response = {
  200: Type.String({
    description:
      'Rows of one moment: in lines, as JSON or as CSV with a header, or as a Parquet file, which is whole once it has its footer. Feed-Cursor is the cursor of the feed at that moment; a Parquet file has it as pricetrail.feed_cursor, too.',
  }),
};

export const exportsRoutes: FastifyPluginAsyncTypebox<ExportsOptions> = async (app, { db, stalledMs }) => {
  let underWay = 0;

  app.get(
    '/exports/listings',
    {
      schema: {
        ...{ tags, operationId: 'exportListings', summary: 'Writes out listings as they are, all or those that fit' },
        ...{ produces, querystring: ListingsExportQuery, response },
      },
    },
    async (request, reply) => await send(request, reply, ['listings', listingsExport(request.query)]),
  );

  app.get(
    '/exports/prices',
    {
      schema: {
        ...{ tags, operationId: 'exportPrices', summary: 'Writes out every price of every listing, corrections too' },
        ...{ produces, querystring: PricesExportQuery, response },
      },
    },
    async (request, reply) => await send(request, reply, ['prices', pricesExport(request.query)]),
  );

  app.get(
    '/exports/changes',
    {
      schema: {
        ...{ tags, operationId: 'exportChanges', summary: 'Writes out the feed, from a cursor on or from its start' },
        ...{ produces, querystring: ChangesExportQuery, response },
      },
    },
    async (request, reply) => await send(request, reply, ['changes', changesExport(request.query)]),
  );

  async function send(request: FastifyRequest, reply: FastifyReply, [name, source]: [string, ExportSource]) {
    const format = formatOf(request);
    if (underWay >= mostAtOnce)
      throw new AppError('overloaded', `${mostAtOnce} exports are under way: try again later.`);
    underWay += 1;
    try {
      const { cursor, body } = await openExport(db, source, { format, signal: request.signal });
      body.once('close', () => (underWay -= 1));
      reply.headers({
        ...{ 'feed-cursor': cursor, 'cache-control': 'no-store', vary: 'accept' },
        ...{ 'content-type': `${mediaTypes[format]}${format === 'parquet' ? '' : '; charset=utf-8'}` },
        'content-disposition': `attachment; filename="${name}.${format}"`,
      });
      // Without chunks (HTTP/1.0) the end of the connection would be that of the rows.
      if (request.raw.httpVersion === '1.0') body.once('error', () => request.raw.socket.resetAndDestroy());
      dropStalled(reply.raw, stalledMs);
      if (request.method !== 'HEAD') return reply.send(body);
      body.destroy(); // Fastify would read it to its end
      return reply.send(Readable.from([]));
    } catch (error) {
      underWay -= 1;
      throw error;
    }
  }
};

/** @throws AppError `not_acceptable` */
function formatOf(request: FastifyRequest): Format {
  if (request.headers.accept === undefined) return 'ndjson';
  const type = request.accepts().type(produces);
  const format = formats.find((one) => mediaTypes[one] === type);
  if (format === undefined) throw new AppError('not_acceptable', `An export is one of ${produces.join(', ')}.`);
  return format;
}
