import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors.ts';

export type Line = {
  /** Counted from 1, blank lines included. */
  number: number;
  /** Undefined: the line is longer than the limit, and was skipped. */
  bytes: Uint8Array | undefined;
};

const newline = 0x0a;

/**
 * The lines of a text, gzipped or not, in batches as they arrive; blank ones are left out. Memory is bounded by the
 * longest line allowed.
 * @throws AppError `malformed` for a broken gzip.
 */
export async function* readLines(source: Readable, longestBytes: number): AsyncGenerator<Line[]> {
  let number = 0;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  const take = (end: Buffer): Line | undefined => {
    number += 1;
    const length = pendingBytes + end.length;
    const bytes = pending.length > 0 ? Buffer.concat([...pending, end]) : end;
    pending = [];
    pendingBytes = 0;
    if (length > longestBytes) return { number, bytes: undefined };
    return isBlank(bytes) ? undefined : { number, bytes };
  };
  for await (const chunk of unzipped(source)) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const line = take(chunk.subarray(start, end));
      if (line) lines.push(line);
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    if (pendingBytes <= longestBytes) pending.push(rest);
    pendingBytes += rest.length;
    if (lines.length > 0) yield lines;
  }
  const last = pendingBytes > 0 ? take(Buffer.alloc(0)) : undefined;
  if (last) yield [last];
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/** A gzip is known by its first two bytes (RFC 1952, 2.3.1). */
async function* unzipped(source: Readable): AsyncGenerator<Buffer> {
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
  if (first[0] !== 0x1f || first[1] !== 0x8b) return yield* whole;
  yield* gunzip(whole);
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
