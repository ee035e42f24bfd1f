import { type Answer, type Answered, answered } from './client.ts';
import { ApiProblem } from './problem.ts';

const mostAttempts = 4;

/** A key of 128 random bits. `crypto.randomUUID` is missing where the page is not served over TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether nobody knows if the write was made, or it was not begun: the same request may succeed. */
function mayBeRepeated(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 503 || error.is('in-progress'));
}

/**
 * Sends writes under an Idempotency-Key each, and again under the same one while their outcome is unknown: they are made once.
 * Also when the reader sends the same once more after that failed.
 */
export function writer(pause: (ms: number) => Promise<void> = wait) {
  const open = new Map<string, string>();
  return async <T>(request: unknown, send: (key: string) => Promise<Answer<T>>): Promise<Answered<T>> => {
    const name = JSON.stringify(request);
    const key = open.get(name) ?? newKey();
    open.set(name, key);
    const answer = await repeated(() => answered(send(`"${key}"`)), pause);
    open.delete(name);
    return answer;
  };
}

async function repeated<T>(attempt: () => Promise<T>, pause: (ms: number) => Promise<void>): Promise<T> {
  for (let number = 1; ; number += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (number === mostAttempts || !mayBeRepeated(error)) throw error;
      await pause((error.retryAfter ?? number) * 1_000);
    }
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
