import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { credentialOf } from '../access/bearer.ts';
import type { Quota, RateLimit } from '../access/rate-limit.ts';
import { AppError } from '../errors.ts';
import { clientAddress } from './client-address.ts';

const name = '"default"';

/**
 * Limits how often each client may ask for what takes a role: by its credential, or where it has none by its address. Every answer
 * of that tells what is left (draft-ietf-httpapi-ratelimit-headers-10). Who brings credentials that do not count is limited by address,
 * too: nobody finds a key by trying.
 */
export function limitRates(app: FastifyInstance, limit: RateLimit | undefined): void {
  if (!limit) return;
  const policy = `${name};q=${limit.requests};w=${limit.seconds}`;
  app.addHook('onRequest', async (request, reply) => {
    const { needs, isUnguarded } = request.routeOptions.config;
    if (isUnguarded) return;
    if (needs === undefined) return await refuseTries(limit, request, reply);
    const quota = await countRequest(limit, request);
    reply.header('ratelimit-policy', policy).header('ratelimit', `${name};r=${quota.remaining};t=${quota.seconds}`);
    if (quota.isOver) throw tooMany(reply, quota);
  });
  app.addHook('onResponse', async (request, reply) => {
    const isTry = reply.statusCode === 401 && request.headers.authorization !== undefined;
    if (isTry) await limit.count(triesOf(request));
  });
}

/** Counts a request that is answered in any case. @returns whether what is read for it may be read */
export async function mayAskMore(limit: RateLimit | undefined, request: FastifyRequest): Promise<boolean> {
  return limit === undefined || !(await countRequest(limit, request)).isOver;
}

async function countRequest(limit: RateLimit, request: FastifyRequest): Promise<Quota> {
  return (await triesOver(limit, request)) ?? (await limit.count(clientOf(request)));
}

/** What takes no role is not counted, but whoever brings credentials there is told whether they count. */
async function refuseTries(limit: RateLimit, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const tries = await triesOver(limit, request);
  if (tries) throw tooMany(reply, tries);
}

/** Of who brings credentials, from where too many have come that do not count. */
async function triesOver(limit: RateLimit, request: FastifyRequest): Promise<Quota | undefined> {
  if (request.headers.authorization === undefined) return undefined;
  const tries = await limit.look(triesOf(request));
  return tries.isOver ? tries : undefined;
}

function tooMany(reply: FastifyReply, { seconds }: Quota): AppError {
  reply.header('retry-after', seconds);
  return new AppError('too_many', `You have made all the requests that you may for now: go on in ${seconds} s.`);
}

function clientOf(request: FastifyRequest): string {
  const { authorization } = request.headers;
  if (authorization === undefined) return `address ${clientAddress(request.ip)}`;
  return `credential ${createHash('sha256').update(credentialOf(authorization)).digest('base64url')}`;
}

function triesOf(request: FastifyRequest): string {
  return `tries ${clientAddress(request.ip)}`;
}
