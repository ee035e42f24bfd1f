import { AppError } from '../errors.ts';
import { invalid } from '../wire/checker.ts';
import { decodeCursor, encodeCursor } from '../wire/cursor.ts';
import type { FeedState, Position } from './changes.sql.ts';

const order = 'feed';
export const beginning: Position = { key: '0', seq: '0' };

export type FeedCursor = Position & { epoch: string };

export function encodeFeedCursor({ epoch, key, seq }: FeedCursor): string {
  return encodeCursor(order, [epoch, key, seq]);
}

/**
 * @param parameter what it was given as
 * @throws AppError `invalid` for text that is no cursor of the feed.
 */
export function decodeFeedCursor(text: string, parameter = 'after'): FeedCursor {
  const cursor = partsOf(text);
  if (cursor) return cursor;
  throw invalid([{ parameter, detail: 'must be now, or a cursor taken from the feed' }], 'query');
}

/** Whether it is one in form; whether it leads anywhere only the feed knows. */
export function isFeedCursor(text: string): boolean {
  return partsOf(text) !== undefined;
}

function partsOf(text: string): FeedCursor | undefined {
  const [epoch, key, seq, ...more] = decodeCursor(order, text) ?? [];
  const isWhole = typeof epoch === 'string' && isNumber(key) && isNumber(seq) && more.length === 0;
  return isWhole ? { epoch, key, seq } : undefined;
}

/** Eighteen digits are within what xid8 and bigint hold. */
function isNumber(text: unknown): text is string {
  return typeof text === 'string' && /^(0|[1-9]\d{0,17})$/.test(text);
}

/**
 * Whether the feed still knows what follows a cursor.
 * @throws AppError `gone` for one of another epoch, or of a later state of this one (SPEC 16), or before the first change
 * that is kept (SPEC 20).
 */
export function assertKept(cursor: FeedCursor, state: FeedState): void {
  assertKnown(cursor, state);
  if (isBefore(cursor, { key: state.trimmed_key, seq: state.trimmed_seq })) {
    throw gone('The changes after this cursor are not kept any more.');
  }
}

/**
 * Whether this feed gave a cursor out.
 * @throws AppError `gone` for one of another epoch, or of a later state of this one (SPEC 16)
 */
export function assertKnown(cursor: FeedCursor, state: FeedState): void {
  if (cursor.epoch !== state.epoch) {
    throw gone('The cursor is from before the database was restored, failed over or upgraded.');
  }
  // Every cursor is that of a change below the bound, or of the beginning, and the bound never falls.
  if (BigInt(cursor.key) >= BigInt(state.bound)) {
    throw gone('The database was put back to an earlier state since the cursor was given out.');
  }
}

/** Whether it comes earlier in the feed, within an epoch. */
export function isBefore(one: Position, other: Position): boolean {
  const [key, otherKey] = [BigInt(one.key), BigInt(other.key)];
  return key < otherKey || (key === otherKey && BigInt(one.seq) < BigInt(other.seq));
}

/** How somebody goes on whose cursor leads nowhere. */
export const startAgain =
  'Start again: without after, to fold all changes that are kept; or with after=now, and then read the listings.';

function gone(what: string): AppError {
  return new AppError('gone', `${what} ${startAgain}`);
}
