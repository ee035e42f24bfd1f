import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isInputBug } from '../db/sqlstate.ts';
import { AppError } from '../errors.ts';
import { encodeToken, tokenHeader } from '../wire/consistency-token.ts';
import { entityTag } from '../wire/etag.ts';
import { printable } from '../wire/json-text.ts';
import { sendProblem } from './problem-reply.ts';
import { problemOfCode, problemOfStatus, problemTypes } from './problem-types.ts';
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

/** Refusals of an overload are told together, so that the log does not add to it. */
const overloadLogMs = 1_000;

/** Answers every failure of a request as a problem. */
export function handleErrors(app: FastifyInstance, counters: Counters): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answer(error, request, reply, counters));
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

function answer(error: Error, request: FastifyRequest, reply: FastifyReply, counters: Counters): FastifyReply {
  if (error instanceof AppError) {
    const name = problemOfCode[error.code];
    if (problemTypes[name].status === 503) log(error, request, counters);
    if (name === 'internal') return failed(error, request, reply, counters);
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

/** Where the client has gone there is nothing to look into. */
function log(error: AppError, request: FastifyRequest, counters: Counters): void {
  if (error.code !== 'overloaded') {
    if (!request.socket.destroyed) request.log.warn(warned(error, request), error.message);
    return;
  }
  counters.overloaded += 1;
  if (performance.now() < (nextOverloadLog.get(counters) ?? 0)) return;
  nextOverloadLog.set(counters, performance.now() + overloadLogMs);
  request.log.warn({ overloaded: counters.overloaded }, `requests are refused: ${error.message}`);
}

/** Of what is no failure of its own nothing more is told. */
function warned({ cause }: AppError, request: FastifyRequest): object {
  return { ...requestFacts(request), ...(cause === undefined ? {} : { err: cause }) };
}

/** When the next line about an overload may be written. */
const nextOverloadLog = new WeakMap<Counters, number>();

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
