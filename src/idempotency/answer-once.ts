import { createHash } from 'node:crypto';
import type { Database, Writable } from '../db/database.ts';
import type { Queryable } from '../db/queryable.ts';
import { retrying } from '../db/retrying.ts';
import type { Transaction } from '../db/session.ts';
import { isRefusal } from '../db/wal-position.ts';
import { AppError } from '../errors.ts';
import { encodeToken, tokenHeader } from '../wire/consistency-token.ts';
import { claimKey, deleteOldAnswers, insertAnswer, selectAnswer } from './idempotency-keys.sql.ts';
import { inProgress, type KeyHeaders, keyReused, readKey } from './key.ts';

/** What a write is answered with. */
export type Answer = {
  status: number;
  headers: Record<string, string>;
  /** A JSON value; undefined: none. */
  body?: unknown;
  listingId: string;
};

export type Given = Omit<Answer, 'listingId'>;

type WritableDatabase = Pick<Database, 'transaction' | 'writes' | 'noted'>;

/** A request that may come twice. */
type Repeatable = { key: string; fingerprint: string };

function readRepeatable({ method, url, headers, body, actor }: WriteRequest): Repeatable | undefined {
  const key = readKey(headers, actor);
  if (key === undefined) return undefined;
  const request = JSON.stringify([method, url, headers['if-match'] ?? null, body ?? null]);
  return { key, fingerprint: createHash('sha256').update(request).digest('hex') };
}

/**
 * Makes a write and keeps its answer in one transaction; a repeated request gets the answer of the first. A write that is
 * refused leaves no answer: it may be sent again under its key.
 * @throws AppError `key_reused`, `in_progress`, `not_found` where the listing was deleted since, and what `work` throws.
 */
async function answerOnce(
  db: Pick<Database, 'transaction'>,
  { key, fingerprint }: Repeatable,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Given> {
  return await retrying(() =>
    db.transaction(async (tx) => {
      if (!(await claimKey(tx, key))) throw inProgress();
      const given = await selectAnswer(tx, key);
      if (given && given.fingerprint !== fingerprint) throw keyReused();
      if (given) return replay(given);
      const { body, listingId, ...answer } = await work(tx);
      const stored = { ...answer, body: body === undefined ? null : JSON.stringify(body) };
      await insertAnswer(tx, { key, fingerprint, listingId, ...stored });
      return { ...answer, body };
    }),
  );
}

export type WriteRequest = {
  method: string;
  /** Path and query. */
  url: string;
  headers: KeyHeaders & { 'if-match'?: string | undefined };
  body?: unknown;
  actor?: string | undefined;
};

/**
 * Makes a write of a single statement, which needs no transaction of its own; where the request names a key, once for all
 * and in a transaction with its answer. @throws what `answerOnce` throws
 */
export async function writeStatement(
  db: WritableDatabase,
  request: WriteRequest,
  work: (on: Queryable) => Promise<Answer>,
): Promise<Given> {
  const repeat = readRepeatable(request);
  return await withToken(db, async (on) => {
    return repeat ? await answerOnce(on, repeat, work) : await retrying(() => work(on.writes));
  });
}

/** The same for a write of several statements, which are made in one transaction with or without a key. */
export async function writeInTransaction(
  db: WritableDatabase,
  request: WriteRequest,
  work: (tx: Transaction) => Promise<Answer>,
): Promise<Given> {
  const repeat = readRepeatable(request);
  return await withToken(db, async (on) => {
    return repeat ? await answerOnce(on, repeat, work) : await retrying(() => on.transaction(work));
  });
}

/**
 * Where a replica answers reads, the answer tells what they have to bring to see the write. So does a refusal: who is told
 * that the listing has changed reads it next.
 */
async function withToken(db: WritableDatabase, write: (on: Writable) => Promise<Given>): Promise<Given> {
  const noted = db.noted();
  if (!noted) return await write(db);
  const given = await write(noted).catch((error: unknown) => {
    throw isRefusal(error) ? refusedAt(error, noted.position()) : error;
  });
  const position = noted.position();
  if (position === undefined) return given;
  return { ...given, headers: { ...given.headers, [tokenHeader]: encodeToken(position) } };
}

function refusedAt(refusal: AppError, position: number | undefined): AppError {
  const { code, message, errors, version, cause } = refusal;
  return new AppError(code, message, { errors, version, position, cause });
}

/** Removes what is kept longer than it counts. */
export async function forgetOldAnswers(db: Pick<Database, 'writes'>): Promise<void> {
  const batch = 10_000;
  while ((await deleteOldAnswers(db.writes, batch)) === batch);
}

type Stored = { status: number; headers: Record<string, string>; body: string | null };

function replay({ status, headers, body }: Stored): Given {
  if (body !== null) return { status, headers, body: JSON.parse(body) };
  if (status === 204) return { status, headers };
  throw new AppError('not_found', 'This request was answered before; the listing it wrote has been deleted since.');
}
