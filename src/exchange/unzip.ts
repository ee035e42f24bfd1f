import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors.ts';

/**
 * The bytes of a source, which may be a gzip: it is known by its first two bytes (RFC 1952, 2.3.1).
 * @throws AppError `malformed` for a broken gzip.
 */
export async function* unzipped(source: Readable): AsyncGenerator<Buffer> {
  const chunks: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  while (first.length < 2) {
    const next = await chunks.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  const whole = (async function* () {
    if (first.length > 0) yield first;
    yield* { [Symbol.asyncIterator]: () => chunks };
  })();
  if (!isGzip(first)) return yield* whole;
  yield* gunzip(whole);
}

/** Whether bytes begin as a gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function* gunzip(zipped: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unzip = createGunzip();
  const feeding = pipeline(zipped, unzip);
  feeding.catch(() => {}); // the reading fails as well
  try {
    yield* unzip as AsyncIterable<Buffer>;
  } catch (cause) {
    if (!String((cause as NodeJS.ErrnoException).code).startsWith('Z_')) throw cause;
    throw new AppError('malformed', `The gzip is broken (${(cause as Error).message}): nothing was written.`, {
      cause,
    });
  }
}
