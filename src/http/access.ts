import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { everything, type Gate } from '../access/gate.ts';
import { admits, type Caller, type Role } from '../access/role.ts';
import { routeRoles, unguarded } from '../access/route-roles.ts';
import { isLoopback } from '../config/listening.ts';
import { AppError } from '../errors.ts';

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
    /** Whether who asks still may, for bodies and answers that take their time; also where that cannot be looked up. */
    mayStill(): Promise<boolean>;
  }
}

const challenge = 'Bearer realm="pricetrail"';
/** To who brings what is no credential that counts. */
export const invalidToken = `${challenge}, error="invalid_token"`;

/**
 * Lets each described route registered from now on take only callers of its role, before anything else of the request is
 * read. A route that the table of roles does not have is none: the service does not start with it.
 * @param gate undefined: everybody may do everything
 */
export function controlAccess(app: FastifyInstance, gate: Gate | undefined): void {
  app.decorateRequest('actor', undefined);
  app.decorateRequest('mayStill', async function (this: FastifyRequest) {
    return gate === undefined || (await isAdmitted(gate, this));
  });
  app.addHook('onRoute', (route) => {
    const isUnguarded = unguarded.has(route.schema?.operationId ?? '');
    route.config = { ...route.config, needs: neededBy(route.schema), isUnguarded };
  });
  if (!gate) return;
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.isUnguarded) return done();
    const { authorization } = request.headers;
    // Of several Node takes the first: a proxy before it may have looked at another.
    if (authorization !== undefined && isTwice(request)) {
      return done(new AppError('malformed', 'Authorization stands in the header more than once.'));
    }
    const caller = authorization === undefined ? gate.nobody() : gate.callerOf(authorization);
    if (!(caller instanceof Promise)) return done(refusalOf(request, reply, caller));
    void caller.then((found) => refusalOf(request, reply, found)).then(done, done);
  });
}

async function isAdmitted(gate: Gate, { headers, routeOptions }: FastifyRequest): Promise<boolean> {
  const { authorization } = headers;
  const { needs } = routeOptions.config;
  try {
    const { role } = await (authorization === undefined ? gate.nobody() : gate.callerOf(authorization));
    return needs === undefined || admits(role, needs);
  } catch (error) {
    return !(error instanceof AppError && error.code === 'unauthenticated');
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

/** Only a browser can be led here by a name, and it says which one. */
function isMisnamed({ hostname }: FastifyRequest): boolean {
  return hostname !== '' && !isLoopback(hostname.toLowerCase());
}

/** Why the caller may not: nobody does not, though somebody with a name might, or who has a name may not either. */
function refusalOf(request: FastifyRequest, reply: FastifyReply, caller: Caller): AppError | undefined {
  const { role, actor } = caller;
  const { needs } = request.routeOptions.config;
  request.actor = actor;
  if (caller === everything && isMisnamed(request)) return misnamed;
  if (needs === undefined || admits(role, needs)) return undefined;
  if (actor === undefined) {
    reply.header('www-authenticate', challenge);
    const how = 'send Authorization: Bearer with a key or a token that has it';
    return new AppError('unauthenticated', `This takes the role ${needs}: ${how}.`);
  }
  const yours = role === undefined ? 'you have none' : `yours is ${role}`;
  return new AppError('forbidden', `This takes the role ${needs}; ${yours}.`);
}
