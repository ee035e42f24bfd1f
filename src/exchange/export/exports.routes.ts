import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { WorkTurns } from '../../background/work-turns.ts';
import { Abandoned } from '../../db/cancellable.ts';
import type { Database } from '../../db/database.ts';
import { AppError } from '../../errors.ts';
import { dropStalled } from '../../wire/drop-stalled.ts';
import { type Export, type ExportSource, openExport, readExportCursor } from './open-export.ts';
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
/** Each has a connection of its own to the database. Most are short, and who waits for a turn soon has one. */
const rules = {
  ...{ concurrency: 4, waiting: 16 },
  refusal: () =>
    new AppError('overloaded', 'More exports are asked for than can be written at the moment: try again later.'),
};

export type ExportsOptions = {
  db: Database;
  /** A reader that takes nothing for so long, or twice as long, is dropped: its export keeps a snapshot, and others out. */
  stalledMs: number;
  /** How long one waits for its turn, at most, in ms. */
  waitMs: number;
};

const response = {
  200: Type.String({
    description:
      'Rows of one moment: in lines, as JSON or as CSV with a header, or as a Parquet file, which is whole once it has its footer. Feed-Cursor is the cursor of the feed at that moment; a Parquet file has it as pricetrail.feed_cursor, too.',
  }),
};

export const exportsRoutes: FastifyPluginAsyncTypebox<ExportsOptions> = async (app, options) => {
  const { db, stalledMs, waitMs } = options;
  const turns = new WorkTurns({ ...rules, waitMs });

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
    const { signal } = request;
    const format = formatOf(request);
    const { cursor, body } =
      request.method === 'HEAD'
        ? { cursor: await inTurn(signal, () => readExportCursor(db, source, signal)), body: Readable.from([]) }
        : await openInTurn(source, { format, signal });
    reply.headers({
      ...{ 'feed-cursor': cursor, 'cache-control': 'no-store', vary: 'accept' },
      ...{ 'content-type': `${mediaTypes[format]}${format === 'parquet' ? '' : '; charset=utf-8'}` },
      'content-disposition': `attachment; filename="${name}.${format}"`,
    });
    // Without chunks (HTTP/1.0) the end of the connection would be that of the rows.
    if (request.raw.httpVersion === '1.0') body.once('error', () => request.raw.socket.resetAndDestroy());
    dropStalled(reply.raw, stalledMs);
    return reply.send(body);
  }

  /** Its turn ends when the database does nothing more for it. */
  async function openInTurn(source: ExportSource, asked: { format: Format; signal: AbortSignal }): Promise<Export> {
    const opened = Promise.withResolvers<Export>();
    inTurn(asked.signal, async () => {
      const made = await openExport(db, source, asked);
      opened.resolve(made);
      await made.over;
    }).catch(opened.reject);
    return await opened.promise;
  }

  async function inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    try {
      return await turns.take(signal, work);
    } catch (error) {
      throw signal.aborted && !(error instanceof AppError) ? new Abandoned() : error;
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
