import { type Answer, type Answered, answered } from './client.ts';
import { ApiProblem } from './problem.ts';

const mostAttempts = 4;
/** In seconds: who is asked to wait longer decides for themselves. */
export const longestWait = 5;

type Send<T> = (key: string) => Promise<Answer<T>>;
type Pause = (ms: number) => Promise<void>;

/** A key of 128 random bits. `crypto.randomUUID` is missing where the page is not served over TLS. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether a write that failed so was not begun: the service had no room for it, or no database. */
function isNotBegun(error: ApiProblem): boolean {
  return error.is('overloaded') || error.is('unavailable');
}

/**
 * Whether nobody knows if a write was made that failed so: no answer came, or one that is no decision of the service, such as a
 * gateway's.
 */
export function isUnknown(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return true;
  if (error.status === 0 || error.is('in-progress')) return true;
  return error.status >= 500 && error.status !== 501 && !isNotBegun(error);
}

/** Whether the same write, under its key, may succeed in a moment. */
function mayBeRepeated(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && (isUnknown(error) || isNotBegun(error));
}

const saysNothing: ReadonlySet<number> = new Set([401, 403, 408, 429]);

/** Whether nothing is made under the key of a write that failed so: it was looked at, and refused. */
export function isDecisive(error: unknown): boolean {
  if (!(error instanceof ApiProblem) || isUnknown(error)) return false;
  return error.status < 500 && !saysNothing.has(error.status);
}

/**
 * Sends a write under a key, and again while its outcome is unknown.
 * @throws ApiProblem what was answered last; where one attempt may have been made, that nobody knows, unless it was refused
 */
export async function writeUnder<T>(key: string, send: Send<T>, pause: Pause = wait): Promise<Answered<T>> {
  let lost: unknown;
  for (let number = 1; ; number += 1) {
    try {
      return await answered(send(`"${key}"`));
    } catch (error) {
      lost = openBy(error, lost);
      if (number === mostAttempts || !mayBeRepeated(error)) throw lost ?? error;
      const { retryAfter = number } = error;
      if (retryAfter > longestWait) throw lost ?? error;
      await pause(retryAfter * 1_000);
    }
  }
}

/** The failure that leaves open whether it was made, if one does: one that was not begun says nothing of those before it. */
function openBy(error: unknown, before: unknown): unknown {
  if (isDecisive(error)) return undefined;
  return isUnknown(error) ? error : before;
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
