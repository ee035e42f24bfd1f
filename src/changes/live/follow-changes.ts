import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../../db/queryable.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { Change } from '../change.ts';
import { decodeFeedCursor, isBefore } from '../feed-cursor.ts';
import { fits, type Wanted } from '../fits.ts';
import { readChanges } from '../read-changes.ts';
import type { FeedTail } from './feed-tail.ts';
import type { FeedWindow } from './feed-window.ts';

export type Follower = {
  tail: FeedTail;
  /** The primary, for what is no longer at the end of the feed. */
  past: Queryable;
  /** A cursor; `now`; undefined: the beginning. */
  after: string | undefined;
  wanted: Wanted;
  /** Ends it. */
  signal: AbortSignal;
  /** For how long it tells nothing, in ms, at most. */
  silenceMs: number;
};

/**
 * What a follower is told: changes, or none after a silence; or that nobody knows any more what followed its cursor, so that
 * it has to read the listings again. Either with the cursor to go on from.
 */
export type Told =
  | { kind: 'changes'; changes: readonly Change[]; cursor: string }
  | { kind: 'resync'; detail: string; cursor: string };

/** More would have to be kept for a reader that is slow. */
const mostAtOnce = 200;
const retryMs = 1_000;

/**
 * Every change after a cursor, in the order of the feed: those of the past from the database, then from the tail what comes,
 * without a gap, until the signal is given or the tail is closed. While the database is away it waits. It reads on when it is
 * asked for more: for who is slow nothing is kept; what the tail has dropped by then is read from the database.
 */
export async function* followChanges(follower: Follower): AsyncGenerator<Told> {
  const { tail, signal, after } = follower;
  const state: State = { cursor: after, lost: undefined };
  tail.join();
  try {
    while (!tail.closed && !signal.aborted) yield* followUntilFailure(follower, state);
  } finally {
    tail.leave();
  }
}

/** How far it has been told, and, before it is told to begin anew, why. */
type State = { cursor: string | undefined; lost: string | undefined };

async function* followUntilFailure(follower: Follower, state: State): AsyncGenerator<Told> {
  try {
    if (state.cursor === 'now') yield await beginNow(follower, state);
    for await (const told of followOn(follower, state.cursor)) {
      state.cursor = told.cursor;
      yield told;
    }
  } catch (error) {
    await recover(error, follower, state);
  }
}

async function beginNow({ tail }: Follower, state: State): Promise<Told> {
  const { end: cursor } = await tail.lookAnew();
  const { lost } = state;
  [state.cursor, state.lost] = [cursor, undefined];
  return lost === undefined ? { kind: 'changes', changes: [], cursor } : { kind: 'resync', detail: lost, cursor };
}

async function recover(error: unknown, { signal }: Follower, state: State): Promise<void> {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'gone') [state.cursor, state.lost] = ['now', error.message];
  else if (passing.has(error.code)) await sleep(retryMs, undefined, { signal }).catch(() => {});
  else throw error;
}

const passing: ReadonlySet<ErrorCode> = new Set(['unavailable', 'overloaded'] as const);

/** From the tail, as long as it has what follows; else a page from the database. */
async function* followOn(follower: Follower, cursor: string | undefined): AsyncGenerator<Told> {
  const { tail, past, wanted } = follower;
  const { window } = tail;
  const number = cursor === undefined ? undefined : window?.numberAfter(cursor);
  if (window && number !== undefined) return yield* followTail(follower, window, number);
  const end = window?.end;
  const after = cursor === undefined ? {} : { after: cursor };
  const { changes, next } = await readChanges(past, { ...wanted, ...after, limit: mostAtOnce });
  if (next.after !== cursor) yield { kind: 'changes', changes, cursor: next.after };
  // Nothing that is wanted was there when the page was read, which was later than the window came to its end.
  else if (end !== undefined && isFurther(end, cursor)) yield { kind: 'changes', changes: [], cursor: end };
  else await tail.look(); // up to the cursor, at least
}

function isFurther(one: string, other: string): boolean {
  const [at, from] = [decodeFeedCursor(one), decodeFeedCursor(other)];
  return at.epoch === from.epoch && isBefore(from, at);
}

async function* followTail(follower: Follower, window: FeedWindow, from: number): AsyncGenerator<Told> {
  const { tail, wanted, signal, silenceMs } = follower;
  let number = from;
  let told = performance.now();
  while (!tail.closed && !signal.aborted && tail.window === window) {
    const found = window.from(number, mostAtOnce);
    if (!found) return;
    number += found.length;
    const cursor = number === window.next ? window.end : (found.at(-1)?.cursor ?? window.end);
    const changes = found.filter((change) => fits(change, wanted));
    const silentMs = performance.now() - told;
    if (changes.length > 0 || silentMs >= silenceMs) {
      yield { kind: 'changes', changes, cursor };
      told = performance.now();
    } else if (number === window.next) {
      await tail.moved(silenceMs - silentMs, signal);
    }
  }
}
