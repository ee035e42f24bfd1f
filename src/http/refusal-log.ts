import type { FastifyRequest } from 'fastify';
import type { AppError } from '../errors.ts';
import { requestFacts } from './request-log.ts';

const pauseMs = 1_000;
/** A reason may name what was asked for. */
const mostReasons = 100;

/** Of one reason: until when nothing more is told, and how many there have been meanwhile. */
type Told = { until: number; more: number };

/**
 * Tells of requests that are refused: of each reason the first one, and while it goes on one a second, with how many were refused
 * since the one before. So the log does not add to what goes wrong.
 */
export class RefusalLog {
  readonly #told = new Map<string, Told>();

  /** Of one that is refused with 503. That a process stops, as it was told to, is nothing to be warned of. */
  tell(error: AppError, request: FastifyRequest): void {
    const more = this.#due(error.message);
    const level = error.code === 'stopping' ? 'info' : 'warn';
    if (more) request.log[level]({ ...factsOf(error, request), ...more }, messageOf(error));
  }

  /** Of one whose token does not count, why: at LOG_LEVEL=debug, for that is of who sends it, not of the service. */
  tellWhy({ cause: why }: AppError, request: FastifyRequest): void {
    if (typeof why !== 'string') return;
    const more = this.#due(why);
    if (more) request.log.debug({ ...requestFacts(request), ...more }, `a token is refused: ${why}`);
  }

  /** @returns how many there have been of a reason since it was told; undefined: it is too soon to tell it again */
  #due(reason: string): { more?: number } | undefined {
    const told = this.#told.get(reason);
    const now = performance.now();
    if (told && now < told.until) {
      told.more += 1;
      return undefined;
    }
    if (this.#told.size >= mostReasons) this.#told.clear();
    this.#told.set(reason, { until: now + pauseMs, more: 0 });
    return told?.more ? { more: told.more } : {};
  }
}

/** Of what is no failure of its own nothing more is told. */
function factsOf({ cause }: AppError, request: FastifyRequest): object {
  return { ...requestFacts(request), ...(cause === undefined ? {} : { err: cause }) };
}

function messageOf({ code, message }: AppError): string {
  return code === 'overloaded' ? `requests are refused: ${message}` : message;
}
