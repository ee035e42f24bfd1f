import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { Mover, MoversQuery, moverMembers } from './figures/movers-query.ts';
import { readMovers } from './figures/read-movers.ts';
import { readSeries } from './figures/read-series.ts';
import { readStanding } from './figures/read-standing.ts';
import { parquetStatements } from './figures/rows-parquet.sql.ts';
import { SeriesQuery } from './figures/series-query.ts';
import { columnTypes, SeriesRow } from './figures/series-row.ts';
import { Standing, StandingQuery } from './figures/standing-query.ts';
import { type Form, forms, toCsv } from './figures/table-form.ts';
import type { Market } from './market.ts';

const tags = ['market'];
const produces = Object.values(forms);

export type MarketRoutesOptions = {
  db: Database;
  /** None: there are no figures here. */
  market: Market | undefined;
};

export const marketRoutes: FastifyPluginAsyncTypebox<MarketRoutesOptions> = async (app, { db, market }) => {
  app.get(
    '/market/series',
    {
      schema: {
        ...{ tags, operationId: 'readMarketSeries', summary: 'Market figures by period and place' },
        description: 'What each figure is, with its formula, stands in docs/market.md.',
        ...{ produces, querystring: SeriesQuery },
        response: {
          200: Type.Array(SeriesRow, {
            description:
              'A row for each period and group in which listings are on offer, by period. Data-As-Of: all that was recorded before it is in. Also as CSV or Parquet.',
          }),
        },
      },
    },
    async (request, reply) => {
      const form = formOf(request);
      const { rows, members, asOf } = await readSeries(marketOf(market), request.query, asking(request));
      reply.headers({ vary: 'accept', 'data-as-of': asOf });
      return await send(request, reply, { form, rows, members, name: 'market-series' });
    },
  );

  app.get(
    '/market/movers',
    {
      schema: {
        ...{ tags, operationId: 'readMarketMovers', summary: 'The listings whose price moved most' },
        description: 'Of those on offer at the end; docs/market.md says between which prices.',
        ...{ produces, querystring: MoversQuery },
        response: {
          200: Type.Array(Mover, {
            description:
              'The largest first. Data-As-Of: all that was recorded before it is in. As CSV or Parquet without the listings.',
          }),
        },
      },
    },
    async (request, reply) => {
      const form = formOf(request);
      const withListings = form === 'json';
      const { movers, asOf } = await readMovers(marketOf(market), request.query, { ...asking(request), withListings });
      reply.headers({ vary: 'accept', 'data-as-of': asOf });
      return await send(request, reply, { form, rows: movers, members: moverMembers, name: 'market-movers' });
    },
  );

  app.get(
    '/listings/:id/market',
    {
      schema: {
        ...{ tags, operationId: 'readListingMarket', summary: 'Where a listing stands among those like it' },
        description: 'Among those on offer in its city, of its kind and about its size, as docs/market.md says.',
        params: Type.Object({ id: Type.String({ description: 'Id of the listing, a positive 64-bit integer.' }) }),
        querystring: StandingQuery,
        response: { 200: Standing },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const { standing, asOf } = await readStanding(marketOf(market), { id: params.id, query }, asking(request));
      reply.header('data-as-of', asOf);
      return standing;
    },
  );

  function asking({ signal }: FastifyRequest) {
    return { lookups: { reads: db.reads, searches: db.searches(signal) }, signal };
  }

  type Answer = {
    form: Form;
    rows: readonly Record<string, unknown>[];
    members: readonly string[];
    /** Of the file. */
    name: string;
  };

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { form, rows, members, name }: Answer,
  ): Promise<FastifyReply> {
    if (form === 'json') return reply.send(rows);
    reply.header('content-disposition', `attachment; filename="${name}.${form}"`);
    if (form === 'csv') return reply.type(`${forms.csv}; charset=utf-8`).send(toCsv(rows, members));
    const statements = (path: string) => parquetStatements(rows, { columns: columnTypes(members), path });
    return reply.type(forms.parquet).send(await marketOf(market).askFile(statements, request.signal));
  }
};

/** @throws AppError `switched_off` */
function marketOf(market: Market | undefined): Market {
  if (market) return market;
  throw new AppError('switched_off', 'There are no market figures here: this server was started without a lake.');
}

/** @throws AppError `not_acceptable` */
function formOf(request: FastifyRequest): Form {
  if (request.headers.accept === undefined) return 'json';
  const type = request.accepts().type(produces);
  const form = (Object.keys(forms) as Form[]).find((one) => forms[one] === type);
  if (form === undefined) throw new AppError('not_acceptable', `Figures are one of ${produces.join(', ')}.`);
  return form;
}
