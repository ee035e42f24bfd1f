import type { FastifyInstance, FastifyRequest } from 'fastify';
import { everything, type Gate } from '../access/gate.ts';
import { refusedCredential } from '../access/refused-credential.ts';
import { admits, type Caller, type Role } from '../access/role.ts';
import { routeRoles, unguarded } from '../access/route-roles.ts';
import { isMisnamed } from '../config/listening.ts';
import { AppError } from '../errors.ts';
import { isMarkOfProxy } from './mark-of-proxy.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The role that the route takes; undefined: none. */
    needs?: Role | undefined;
    /** Whether nobody looks at who asks. */
    isUnguarded?: boolean;
  }
  interface FastifyRequest {
    /** What changes name as who made them; undefined: the database user. */
    actor: string | undefined;
    /** From when on what they brought counts no more, in UTC milliseconds; undefined: never, as far as is known. */
    credentialExpiresAt: number | undefined;
    /** Why who asks may not by now, for bodies and answers that take their time; undefined also where nobody can tell. */
    refusalNow(): Promise<AppError | undefined>;
  }
}

const challenge = 'Bearer realm="pricetrail"';

/** What an answer 401 asks for; who brought something is told that it does not count (RFC 6750, 3.1). */
export function challengeOf({ headers }: FastifyRequest): string {
  return headers.authorization === undefined ? challenge : `${challenge}, error="invalid_token"`;
}

/**
 * Lets each described route registered from now on take only callers of its role, before anything else of the request is
 * read. A route that the table of roles does not have is none: the service does not start with it.
 * @param gate undefined: everybody may do everything
 */
export function controlAccess(app: FastifyInstance, gate: Gate | undefined): void {
  app.decorateRequest('actor', undefined);
  app.decorateRequest('credentialExpiresAt', undefined);
  app.decorateRequest('refusalNow', async function (this: FastifyRequest) {
    return gate && (await refusalNow(gate, this));
  });
  app.addHook('onRoute', (route) => {
    const isUnguarded = unguarded.has(route.schema?.operationId ?? '');
    route.config = { ...route.config, needs: neededBy(route.schema), isUnguarded };
  });
  if (!gate) return;
  app.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.config.isUnguarded) return done();
    // Of several Node takes the first: a proxy before it may have looked at another.
    if (request.headers.authorization !== undefined && isTwice(request)) {
      return done(new AppError('malformed', 'Authorization stands in the header more than once.'));
    }
    const enter = (caller: Caller) => {
      request.actor = caller.actor;
      request.credentialExpiresAt = caller.expiresAt;
      return refusalOf(request, caller);
    };
    const caller = callerOf(gate, request);
    if (!(caller instanceof Promise)) return done(enter(caller));
    void caller.then(enter).then(done, done);
  });
}

function callerOf(gate: Gate, { headers: { authorization } }: FastifyRequest): Caller | Promise<Caller> {
  return authorization === undefined ? gate.nobody() : gate.callerOf(authorization);
}

/** When it ends was known as it was let in: for that nobody has to be there now. */
async function refusalNow(gate: Gate, request: FastifyRequest): Promise<AppError | undefined> {
  const { credentialExpiresAt } = request;
  if (credentialExpiresAt !== undefined && credentialExpiresAt <= Date.now()) return refusedCredential();
  try {
    return refusalOf(request, await callerOf(gate, request));
  } catch (error) {
    return error instanceof AppError && error.code === 'unauthenticated' ? error : undefined;
  }
}

function isTwice({ raw }: FastifyRequest): boolean {
  return (raw.headersDistinct.authorization?.length ?? 0) > 1;
}

function neededBy(schema: { hide?: boolean; operationId?: string } | undefined): Role | undefined {
  if (!schema || schema.hide) return undefined;
  const role = routeRoles[schema.operationId ?? ''];
  if (role === undefined) throw new Error(`access/route-roles.ts does not say who may ${schema.operationId}`);
  return role === 'anyone' ? undefined : role;
}

/** A name that somebody else owns may lead to this machine: its pages would then be of the same origin as the service. */
const misnamed = new AppError(
  'forbidden',
  'As long as there is no key, only localhost, 127.0.0.1 and [::1] are answered, whatever else leads here: make a key to use another name.',
);

const brought = new AppError(
  'forbidden',
  'As long as there is no key only this machine is answered, and a proxy has brought this from elsewhere: make a key first.',
);

function isBrought({ headers }: FastifyRequest): boolean {
  return Object.keys(headers).some(isMarkOfProxy);
}

/** Why the caller may not: nobody does not, though somebody with a name might, or who has a name may not either. */
function refusalOf(request: FastifyRequest, caller: Caller): AppError | undefined {
  const { role, actor } = caller;
  const { needs } = request.routeOptions.config;
  if (caller === everything && isMisnamed(request.host)) return misnamed;
  if (caller === everything && isBrought(request)) return brought;
  if (needs === undefined || admits(role, needs)) return undefined;
  if (actor === undefined) {
    const how = 'send Authorization: Bearer with a key or a token that has it';
    return new AppError('unauthenticated', `This takes the role ${needs}: ${how}.`);
  }
  const yours = role === undefined ? 'you have none' : `yours is ${role}`;
  return new AppError('forbidden', `This takes the role ${needs}; ${yours}.`);
}
