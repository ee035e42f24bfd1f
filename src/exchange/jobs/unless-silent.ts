import type { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';

const longestSilenceMs = 30_000;

/**
 * The chunks of a body for as long as they keep coming, however long that takes in all.
 * @throws AppError `timed_out`; `malformed` where it breaks off
 */
export async function* unlessSilent(body: Readable, silenceMs = longestSilenceMs): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await inTime(nextOf(chunks), silenceMs);
    if (done) return;
    yield value;
  }
}

async function inTime<T>(next: Promise<T>, ms: number): Promise<T> {
  const { promise: silent, reject } = Promise.withResolvers<never>();
  const message = `Nothing of the body came for ${ms / 1_000} s: send it again, under its Idempotency-Key if it has one.`;
  const timer = setTimeout(() => reject(new AppError('timed_out', message)), ms);
  try {
    return await Promise.race([next, silent]);
  } finally {
    clearTimeout(timer);
  }
}

async function nextOf(chunks: AsyncIterator<Buffer>): Promise<IteratorResult<Buffer>> {
  try {
    return await chunks.next();
  } catch (cause) {
    throw new AppError('malformed', 'The body broke off.', { cause });
  }
}
