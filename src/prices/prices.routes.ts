import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { writeInTransaction } from '../idempotency/answer-once.ts';
import { isFinal, readPointInTime } from '../listings/point-in-time.ts';
import { readsFor } from '../listings/reads-for.ts';
import { cachingOf, conditionalWrite, notModified } from '../listings/request-headers.ts';
import { admittedVersions, entityTag, entityTagOf, knownTag } from '../wire/etag.ts';
import { linkTo } from '../wire/link.ts';
import { sendAnswer } from '../wire/send-answer.ts';
import { Price, PriceDetail, PriceStatement, reasonOfVoid } from './price.ts';
import { toCsv } from './prices-csv.ts';
import { PriceQuery, type PricesState, readPrices, readPricesState } from './read-prices.ts';
import { statePrice, voidPrice } from './state-price.ts';

const tags = ['prices'];
const id = Type.String({ description: 'Id of the listing, a positive 64-bit integer.' });
const effectiveAt = Type.String({ description: 'The instant from which the price holds, RFC 3339.' });

export type PricesOptions = { db: Database; requireIfMatch: boolean };

export const pricesRoutes: FastifyPluginAsyncTypebox<PricesOptions> = async (app, { db, requireIfMatch }) => {
  app.get(
    '/listings/:id/prices',
    {
      schema: {
        ...{ tags, operationId: 'readPrices', summary: 'Reads every price a listing ever had, oldest first' },
        produces: ['application/json', 'text/csv'],
        params: Type.Object({ id }),
        querystring: PriceQuery,
        response: {
          200: Type.Array(Price, {
            description: 'A page of prices; Link rel="next" leads on. As CSV with Accept: text/csv.',
          }),
        },
      },
    },
    async (request, reply) => {
      const { query, params } = request;
      const asCsv = request.headers.accept !== undefined && request.accepts().type(['json', 'csv']) === 'csv';
      const at = await readPointInTime(db.reads, query);
      const reads = readsFor(db, request);
      const detailed = query.detail === 'full';
      // Details lose their actors and reasons when the feed is trimmed (SPEC 21).
      const final = isFinal(at) && !detailed;
      reply.header('vary', 'accept').headers(cachingOf(final));
      if (!final && request.headers['if-none-match'] !== undefined) {
        const tag = tagOf(await readPricesState(reads, { id: params.id, query }), asCsv);
        const known = knownTag(request.headers, tag);
        if (known !== undefined) return sendAnswer(reply, notModified(known));
      }
      const page = await readPrices(reads, { id: params.id, query, knownAt: at.knownAt });
      const { prices, next } = page;
      if (next) reply.header('link', linkTo('next', `/listings/${params.id}/prices`, next));
      if (!final) reply.header('etag', tagOf(page, asCsv));
      if (!asCsv) return prices;
      const headers = { 'content-type': 'text/csv; charset=utf-8' };
      return sendAnswer(reply, { status: 200, headers, body: toCsv(prices, detailed) });
    },
  );

  app.put(
    '/listings/:id/prices/:effective_at',
    {
      schema: {
        ...{ tags, operationId: 'statePrice', summary: 'States a price of the past: a new one, or a correction' },
        params: Type.Object({ id, effective_at: effectiveAt }),
        headers: conditionalWrite,
        body: PriceStatement,
        response: { 200: PriceDetail, 201: PriceDetail },
      },
    },
    async (request, reply) => {
      const { price_eur: priceEur, reason } = request.body;
      const statement = { ...statementOf(request, reason), priceEur };
      const given = await writeInTransaction(db, request, async (tx) => {
        const { price, version, created } = await statePrice(tx, statement);
        const etag = entityTag(version);
        return { status: created ? 201 : 200, headers: { etag }, body: price, listingId: statement.id };
      });
      return sendAnswer(reply, given);
    },
  );

  app.delete(
    '/listings/:id/prices/:effective_at',
    {
      schema: {
        ...{ tags, operationId: 'voidPrice', summary: 'Voids a price: the one before it holds on' },
        params: Type.Object({ id, effective_at: effectiveAt }),
        headers: conditionalWrite,
        querystring: Type.Object({ reason: Type.Optional(reasonOfVoid) }, { additionalProperties: false }),
        response: { 204: Type.Null({ description: 'The price is void.' }) },
      },
    },
    async (request, reply) => {
      const statement = statementOf(request, request.query.reason);
      const given = await writeInTransaction(db, request, async (tx) => {
        const version = await voidPrice(tx, statement);
        const headers = version === undefined ? {} : { etag: entityTag(version) };
        return { status: 204, headers, listingId: statement.id };
      });
      return sendAnswer(reply, given);
    },
  );

  function statementOf({ params, headers, actor }: StatementRequest, reason: string | undefined) {
    const versions = admittedVersions(headers['if-match'], requireIfMatch);
    return { id: params.id, effectiveAt: params.effective_at, reason, versions, actor };
  }
};

/** Of details it names the place up to which the feed was trimmed: that changes them without a new version. */
function tagOf({ version, trimmedTo }: PricesState, asCsv: boolean): string {
  return entityTagOf(version, [...(trimmedTo === undefined ? [] : [trimmedTo]), ...(asCsv ? ['csv'] : [])]);
}

type StatementRequest = {
  params: { id: string; effective_at: string };
  headers: { 'if-match'?: string };
  actor: string | undefined;
};
