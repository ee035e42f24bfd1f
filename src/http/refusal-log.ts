import type { FastifyRequest } from 'fastify';
import type { AppError } from '../errors.ts';
import { requestFacts } from './request-log.ts';

const pauseMs = 1_000;
/** A reason may name what was asked for. */
const mostReasons = 100;

/** Of one reason: until when nothing more is told, and how many there have been meanwhile. */
type Told = { until: number; more: number };

/**
 * Tells of requests that are refused with 503: of each reason the first one, and while it goes on one a second, with how many were
 * refused since the one before. So the log does not add to what goes wrong.
 */
export class RefusalLog {
  readonly #told = new Map<string, Told>();

  tell(error: AppError, request: FastifyRequest): void {
    const told = this.#told.get(error.message);
    const now = performance.now();
    if (told && now < told.until) {
      told.more += 1;
      return;
    }
    if (this.#told.size >= mostReasons) this.#told.clear();
    this.#told.set(error.message, { until: now + pauseMs, more: 0 });
    request.log.warn({ ...factsOf(error, request), ...(told?.more ? { more: told.more } : {}) }, messageOf(error));
  }
}

/** Of what is no failure of its own nothing more is told. */
function factsOf({ cause }: AppError, request: FastifyRequest): object {
  return { ...requestFacts(request), ...(cause === undefined ? {} : { err: cause }) };
}

function messageOf({ code, message }: AppError): string {
  return code === 'overloaded' ? `requests are refused: ${message}` : message;
}
