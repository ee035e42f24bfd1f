import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import type { Database } from '../db/database.ts';
import { admittedVersions, entityTag } from '../wire/etag.ts';
import { linkTo } from '../wire/link.ts';
import { patchListing, replaceListing } from './change-listing.ts';
import { createListing } from './create-listing.ts';
import { ListingQuery, listListings } from './list-listings.ts';
import { Listing, ListingInput, ListingPatch, type VersionedListing } from './listing.ts';
import { readListing } from './read-listing.ts';
import { removeListing } from './remove-listing.ts';

const tags = ['listings'];
const params = Type.Object({ id: Type.String({ description: 'Id of the listing, a positive 64-bit integer.' }) });
const conditional = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'Write only if the listing still has this ETag.' })),
});

export const listingsRoutes: FastifyPluginAsyncTypebox<{ db: Database }> = async (app, { db }) => {
  app.get(
    '/listings',
    {
      schema: {
        ...{ tags, operationId: 'listListings', summary: 'Lists listings, page by page, in the order of their ids' },
        querystring: ListingQuery,
        response: { 200: Type.Array(Listing, { description: 'A page of listings; Link rel="next" leads on.' }) },
      },
    },
    async (request, reply) => {
      const { listings, next } = await listListings(db.reads, request.query);
      if (next) reply.header('link', linkTo('next', '/listings', next));
      return listings;
    },
  );

  app.post(
    '/listings',
    {
      schema: {
        ...{ tags, operationId: 'createListing', summary: 'Creates a listing' },
        body: ListingInput,
        response: { 201: Listing },
      },
    },
    async (request, reply) => {
      const created = await createListing(db.writes, request.body);
      reply.code(201).header('location', `/listings/${created.listing.id}`);
      return send(reply, created);
    },
  );

  app.get(
    '/listings/:id',
    {
      schema: {
        ...{ tags, operationId: 'readListing', summary: 'Reads a listing' },
        params,
        response: { 200: Listing },
      },
    },
    async (request, reply) => send(reply, await readListing(db.reads, request.params.id)),
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
        headers: conditional,
        body: ListingInput,
        response: { 200: Listing },
      },
    },
    async (request, reply) => {
      const versions = admittedVersions(request.headers['if-match']);
      return send(reply, await replaceListing(db.writes, { id: request.params.id, input: request.body, versions }));
    },
  );

  app.patch(
    '/listings/:id',
    {
      schema: {
        ...{ tags, operationId: 'patchListing', summary: 'Changes members of a listing (JSON merge patch, RFC 7396)' },
        consumes: ['application/merge-patch+json', 'application/json'],
        params,
        headers: conditional,
        body: ListingPatch,
        response: { 200: Listing },
      },
    },
    async (request, reply) => {
      const versions = admittedVersions(request.headers['if-match']);
      return send(reply, await patchListing(db.writes, { id: request.params.id, input: request.body, versions }));
    },
  );

  app.delete(
    '/listings/:id',
    {
      schema: {
        ...{ tags, operationId: 'removeListing', summary: 'Deletes a listing and its history' },
        params,
        headers: conditional,
        response: { 204: Type.Null({ description: 'The listing is gone.' }) },
      },
    },
    async (request, reply) => {
      const versions = admittedVersions(request.headers['if-match']);
      await removeListing(db.writes, { id: request.params.id, versions });
      return reply.code(204).send(null);
    },
  );
};

function send(reply: FastifyReply, { listing, version }: VersionedListing): Listing {
  reply.header('etag', entityTag(version));
  return listing;
}
