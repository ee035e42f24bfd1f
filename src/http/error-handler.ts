import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isInputBug } from '../db/sqlstate.ts';
import { AppError } from '../errors.ts';
import { encodeToken, tokenHeader } from '../wire/consistency-token.ts';
import { entityTag } from '../wire/etag.ts';
import { printable } from '../wire/json-text.ts';
import { challengeOf } from './access.ts';
import { sendProblem } from './problem-reply.ts';
import { problemOfCode, problemOfStatus, problemTypes } from './problem-types.ts';
import type { RefusalLog } from './refusal-log.ts';
import { requestFacts } from './request-log.ts';
import { isStreamed } from './streamed-bodies.ts';

/** What the service counts of itself. */
export type Counters = {
  /** Requests that failed inside the service: the log says how. */
  failures: number;
  /** Requests that input took past validation into a database error: each one is a bug. */
  inputBugs: number;
  /** Requests that were refused since there was more to do than can be done. */
  overloaded: number;
};

/** Answers every failure of a request as a problem. */
export function handleErrors(app: FastifyInstance, counters: Counters, refusals: RefusalLog): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof AppError) noteRefusal(error, request, { counters, refusals });
    return answer(error, request, reply, counters);
  });
  app.setNotFoundHandler(nothingThere);
  // Before the body is read: this answer holds whatever it says.
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) return void nothingThere(request, reply);
    done();
  });
}

export function nothingThere(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, 'not-found', { detail: `Nothing is served at ${pathOf(request)}; /docs lists what is.` });
}

export function pathOf(request: FastifyRequest): string {
  return printable(request.url.split('?')[0] ?? '');
}

type Noted = { counters: Counters; refusals: RefusalLog };

/** Where the client has gone there is nothing to look into. */
function noteRefusal(error: AppError, request: FastifyRequest, { counters, refusals }: Noted): void {
  if (error.code === 'unauthenticated') refusals.tellWhy(error, request);
  if (!isRefusal(error)) return;
  if (error.code === 'overloaded') counters.overloaded += 1;
  else if (request.socket.destroyed) return;
  refusals.tell(error, request);
}

/** Tells why the page of a listing goes out without what it would say of it. */
export function noteUndescribed(error: unknown, request: FastifyRequest, refusals: RefusalLog): void {
  if (error instanceof AppError && isRefusal(error)) refusals.tell(error, request);
  else
    request.log.warn({ ...requestFacts(request), err: error }, 'the page of a listing goes out without a description');
}

function isRefusal({ code }: AppError): boolean {
  return problemTypes[problemOfCode[code]].status === 503;
}

function answer(error: Error, request: FastifyRequest, reply: FastifyReply, counters: Counters): FastifyReply {
  if (error instanceof AppError) {
    const name = problemOfCode[error.code];
    if (name === 'internal') return failed(error, request, reply, counters);
    if (error.code === 'unauthenticated') reply.header('www-authenticate', challengeOf(request));
    if (error.version !== undefined) reply.header('etag', entityTag(error.version));
    if (error.position !== undefined) reply.header(tokenHeader, encodeToken(error.position));
    return sendProblem(reply, name, { detail: error.message, errors: error.errors });
  }
  const status = (error as FastifyError).statusCode ?? 500;
  if (status < 500) return sendProblem(reply, problemOfStatus(status), { detail: frameworkDetail(error, request) });
  if (isInputBug(error)) {
    counters.failures += 1;
    counters.inputBugs += 1;
    request.log.error(
      { ...requestFacts(request), err: error, inputBugs: counters.inputBugs },
      'bug: input that the database refuses passed validation',
    );
    return internal(request, reply);
  }
  return failed(error, request, reply, counters);
}

/** Also what the operator has to mend is told in the log alone. */
function failed(err: Error, request: FastifyRequest, reply: FastifyReply, counters: Counters): FastifyReply {
  counters.failures += 1;
  request.log.error({ ...requestFacts(request), err }, 'request failed');
  return internal(request, reply);
}

function internal(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const detail = 'Something failed inside the service. It has been logged under the request_id.';
  return sendProblem(reply, 'internal', { detail, requestId: request.id });
}

function frameworkDetail(error: Error, request: FastifyRequest): string {
  switch ((error as FastifyError).code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'The body has more than 1 MiB.';
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return `The body is sent as ${printable(sentAs(request))}: ${taken(request)}.`;
    default:
      return `${printable(error.message)}.`.replace('..', '.');
  }
}

function taken(request: FastifyRequest): string {
  const { consumes = [] } = request.routeOptions.schema ?? {};
  if (isStreamed(request)) return `send one of ${consumes.join(', ')}, compressed by gzip or not at all`;
  return 'send JSON with Content-Type: application/json, not compressed';
}

function sentAs({ headers }: FastifyRequest): string {
  const { 'content-type': type = 'no type at all', 'content-encoding': coding } = headers;
  return coding === undefined ? type : `${type}, compressed by ${coding}`;
}
