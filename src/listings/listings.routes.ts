import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { type Answer, writeStatement } from '../idempotency/answer-once.ts';
import { admittedVersions, entityTag, entityTagOf, knownTag } from '../wire/etag.ts';
import { linkTo } from '../wire/link.ts';
import { sendAnswer } from '../wire/send-answer.ts';
import { type Change, patchListing, replaceListing } from './change-listing.ts';
import { createListing } from './create-listing.ts';
import { withHistory } from './history/with-history.ts';
import { Listing, ListingInput, ListingPatch, type VersionedListing } from './listing.ts';
import { isFinal, isNow, pointInTime, readPointInTime } from './point-in-time.ts';
import { readListingAsOf, readListingWithHistory, readVersion } from './read-listing.ts';
import { readsFor, searchesFor } from './reads-for.ts';
import { removeListing } from './remove-listing.ts';
import { cachingOf, conditionalWrite, notModified, repeatableWrite } from './request-headers.ts';
import { refuseImpossible } from './search/refuse-impossible.ts';
import { searchListings } from './search/search-listings.ts';
import { ListingQuery } from './search/search-query.ts';

const tags = ['listings'];
const params = Type.Object({ id: Type.String({ description: 'Id of the listing, a positive 64-bit integer.' }) });

export type ListingsOptions = { db: Database; requireIfMatch: boolean };

export const listingsRoutes: FastifyPluginAsyncTypebox<ListingsOptions> = async (app, { db, requireIfMatch }) => {
  app.get(
    '/listings',
    {
      schema: {
        ...{
          tags,
          operationId: 'listListings',
          summary: 'Searches listings, page by page; without filters lists all of them',
        },
        querystring: ListingQuery,
        response: {
          200: Type.Array(Listing, { description: 'A page of listings; Link rel="next" and rel="prev" lead on.' }),
        },
      },
    },
    async (request, reply) => {
      const at = await readPointInTime(db.reads, request.query);
      const searches = searchesFor(db, request);
      const { listings, next, prev, total } = await searchListings(searches, request.query, at);
      const links = Object.entries({ next, prev }).flatMap(([rel, to]) => (to ? [linkTo(rel, '/listings', to)] : []));
      if (links.length > 0) reply.header('link', links.join(', '));
      if (total !== undefined) reply.header('total-count', total);
      reply.headers(cachingOf(isFinal(at)));
      return listings;
    },
  );

  app.post(
    '/listings',
    {
      schema: {
        ...{ tags, operationId: 'createListing', summary: 'Creates a listing' },
        headers: repeatableWrite,
        body: ListingInput,
        response: { 201: Listing },
      },
    },
    async (request, reply) => {
      const given = await writeStatement(db, request, async (on) => {
        const created = answer(await createListing(on, request.body, request.actor));
        return { ...created, status: 201, headers: { location: `/listings/${created.listingId}`, ...created.headers } };
      });
      return sendAnswer(reply, given);
    },
  );

  app.get(
    '/listings/:id',
    {
      schema: {
        ...{ tags, operationId: 'readListing', summary: 'Reads a listing, as it is or as it was' },
        params,
        querystring: Type.Object({ ...pointInTime, ...withHistory }, { additionalProperties: false }),
        response: { 200: Listing },
      },
    },
    async (request, reply) => {
      const { query, headers, params } = request;
      refuseImpossible(query);
      const at = await readPointInTime(db.reads, query);
      const reads = readsFor(db, request);
      const told = query.with === 'history';
      if (isNow(at) && !told && headers['if-none-match'] !== undefined) {
        const known = knownTag(headers, entityTag(await readVersion(reads, params.id)));
        if (known !== undefined) return sendAnswer(reply, notModified(known));
      }
      const found = await (told ? readListingWithHistory(reads, params.id) : readListingAsOf(reads, params.id, at));
      reply.headers(cachingOf(isFinal(at)));
      if (!isFinal(at)) reply.header('etag', tagOf(found));
      return found.listing;
    },
  );

  app.put(
    '/listings/:id',
    {
      schema: {
        ...{
          tags,
          operationId: 'replaceListing',
          summary: 'Replaces a listing; its earlier prices stay in its history',
        },
        params,
        headers: conditionalWrite,
        body: ListingInput,
        response: { 200: Listing },
      },
    },
    async (request, reply) => {
      const change = changeOf(request);
      const given = await writeStatement(db, request, async (on) => answer(await replaceListing(on, change)));
      return sendAnswer(reply, given);
    },
  );

  app.patch(
    '/listings/:id',
    {
      schema: {
        ...{ tags, operationId: 'patchListing', summary: 'Changes members of a listing (JSON merge patch, RFC 7396)' },
        consumes: ['application/merge-patch+json', 'application/json'],
        params,
        headers: conditionalWrite,
        body: ListingPatch,
        response: { 200: Listing },
      },
    },
    async (request, reply) => {
      const change = changeOf(request);
      const given = await writeStatement(db, request, async (on) => answer(await patchListing(on, change)));
      return sendAnswer(reply, given);
    },
  );

  app.delete(
    '/listings/:id',
    {
      schema: {
        ...{ tags, operationId: 'removeListing', summary: 'Deletes a listing and its history' },
        params,
        headers: conditionalWrite,
        response: { 204: Type.Null({ description: 'The listing is gone.' }) },
      },
    },
    async (request, reply) => {
      const { params, headers, actor } = request;
      const { id, versions } = changeOf({ params, headers, actor, body: undefined });
      const given = await writeStatement(db, request, async (on) => {
        await removeListing(on, { id, versions, actor });
        return { status: 204, headers: {}, listingId: id };
      });
      return sendAnswer(reply, given);
    },
  );

  function changeOf<T>(request: ChangeRequest<T>): Change<T> {
    const versions = admittedVersions(request.headers['if-match'], requireIfMatch);
    return { id: request.params.id, input: request.body, versions, actor: request.actor };
  }
};

type ChangeRequest<T> = {
  params: { id: string };
  headers: { 'if-match'?: string };
  actor: string | undefined;
  body: T;
};

/** With its history a version is another text from when on the first of the recent prices is one no more. */
function tagOf({ listing, version }: VersionedListing): string {
  return entityTagOf(version, listing.history?.recent.slice(0, 1).map(({ created_date }) => created_date) ?? []);
}

function answer({ listing, version }: VersionedListing): Answer {
  return { status: 200, headers: { etag: entityTag(version) }, body: listing, listingId: String(listing.id) };
}
