import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Queryable } from '../../db/queryable.ts';
import { AppError } from '../../errors.ts';
import { isGzip } from '../unzip.ts';
import { unlessSilent } from './unless-silent.ts';
import { insertPiece, touchUpload, type Upload } from './uploads.sql.ts';

/** A statement of the least overhead that holds nobody else up. */
const pieceBytes = 262_144;

/** How often it is said that a body is coming in, at least: one that is slow makes no piece for long. */
const saidEveryMs = 10_000;

export type StoreOptions = {
  /** Whether it has to be a gzip. */
  zipped: boolean;
  /** Where to; left out, it is only read. */
  into?: { db: Queryable; upload: Upload };
  /** @default 10 000 */
  saidEvery?: number;
};

/**
 * Reads a body to its end and stores it as a gzip, in pieces as they come; memory is flat.
 * @returns its SHA-256, in hex
 * @throws AppError `malformed` where it breaks off or is no gzip, `timed_out`, `conflict` where another request brings it
 */
export async function storeBody(body: Readable, options: StoreOptions): Promise<string> {
  const { zipped, into } = options;
  const hash = createHash('sha256');
  const bytes = noted(said(unlessSilent(body), options), hash);
  const first = (await bytes.next()).value ?? Buffer.alloc(0);
  if (zipped && !isGzip(first)) throw new AppError('malformed', 'The body is no gzip, as its Content-Encoding says.');
  const whole = (async function* () {
    yield first;
    yield* bytes;
  })();
  if (!into) for await (const _ of whole);
  else await storePieces(isGzip(first) ? whole : Readable.from(whole).compose(createGzip({ level: 1 })), into);
  return hash.digest('hex');
}

/** The first of them has two bytes at least, if there are so many. */
async function* noted(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  let first = Buffer.alloc(0);
  for await (const chunk of chunks) {
    hash.update(chunk);
    if (first.length >= 2) yield chunk;
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length >= 2) yield first;
    }
  }
  if (first.length === 1) yield first;
}

async function* said(
  chunks: AsyncIterable<Buffer>,
  { into, saidEvery = saidEveryMs }: StoreOptions,
): AsyncGenerator<Buffer> {
  let last = performance.now();
  for await (const chunk of chunks) {
    yield chunk;
    if (!into || performance.now() - last < saidEvery) continue;
    await touchUpload(into.db, into.upload);
    last = performance.now();
  }
}

async function storePieces(bytes: AsyncIterable<Buffer>, { db, upload }: { db: Queryable; upload: Upload }) {
  let number = 0;
  for await (const piece of piecesOf(bytes)) {
    if (!(await insertPiece(db, upload, { number, bytes: piece }))) throw overtaken();
    number += 1;
  }
}

async function* piecesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    length += chunk.length;
    if (length < pieceBytes) continue;
    yield Buffer.concat(chunks);
    [chunks, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(chunks);
}

/** What a request is told whose body another one under the same key brings as well. */
export function overtaken(): AppError {
  return new AppError('conflict', 'Another request with this Idempotency-Key brings the body of this import now.');
}
