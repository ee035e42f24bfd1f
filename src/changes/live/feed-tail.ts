import type { Queryable } from '../../db/queryable.ts';
import { AppError } from '../../errors.ts';
import { readChanges } from '../read-changes.ts';
import { FeedWindow } from './feed-window.ts';

/** How long it waits between two looks, in ms: while changes come, where none do, and where it failed. */
const pace = { soon: 40, idle: 200, failing: 1_000 };
const mostAtOnce = 1_000;
const usuallyKept = 4_000;

/**
 * The end of the feed, read once for all who follow it in this process, while there are any: one statement a look, however
 * many they are, and nothing that a writer would wait for.
 */
export class FeedTail {
  readonly #db: Queryable;
  readonly #mostKept: number;
  readonly #waiting = new Set<() => void>();
  #window: FeedWindow | undefined;
  #followers = 0;
  #looking: Promise<FeedWindow> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = pace.soon;
  #closed = false;
  #looks = 0;
  #failedLooks = 0;

  /**
   * @param db the primary
   * @param options.mostKept how many changes it holds, at most
   */
  constructor(db: Queryable, { mostKept = usuallyKept } = {}) {
    this.#db = db;
    this.#mostKept = mostKept;
  }

  /** Another one after a restore or a failover, and where nobody has followed for a while. */
  get window(): FeedWindow | undefined {
    return this.#window;
  }

  get followers(): number {
    return this.#followers;
  }

  /** How often it has looked, and how often that failed. */
  get looks(): { all: number; failed: number } {
    return { all: this.#looks, failed: this.#failedLooks };
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Looks again and again until as many leave. */
  join(): void {
    this.#followers += 1;
    if (this.#followers === 1) this.#lookLater(0);
  }

  leave(): void {
    this.#followers -= 1;
    if (this.#followers > 0) return;
    clearTimeout(this.#timer);
    this.#window = undefined;
  }

  /**
   * Looks now, or shares a look that is under way.
   * @throws AppError `unavailable`, `overloaded`
   */
  async look(): Promise<FeedWindow> {
    this.#looking ??= this.#readOn().finally(() => {
      this.#looking = undefined;
    });
    return await this.#looking;
  }

  /**
   * Looks after this call has begun: what a look that is under way does not see yet is in it.
   * @throws as `look`
   */
  async lookAnew(): Promise<FeedWindow> {
    await this.#looking?.catch(() => {});
    return await this.look();
  }

  /** Waits until there is more, or another window, or it is closed; for so many ms at most, or until the signal is given. */
  async moved(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    const timer = setTimeout(wake, ms);
    signal.addEventListener('abort', wake);
    this.#waiting.add(wake);
    if (signal.aborted || this.#closed) wake();
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', wake);
    this.#waiting.delete(wake);
  }

  /** Ends all who follow. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#wake();
  }

  async #readOn(): Promise<FeedWindow> {
    this.#looks += 1;
    try {
      return await this.#readBehind(this.#window);
    } catch (error) {
      this.#failedLooks += 1;
      throw error;
    }
  }

  async #readBehind(window: FeedWindow | undefined): Promise<FeedWindow> {
    try {
      return window ? await this.#extend(window) : await this.#begin();
    } catch (error) {
      if (!window || !(error instanceof AppError) || error.code !== 'gone') throw error;
      return await this.#begin();
    }
  }

  async #extend(window: FeedWindow): Promise<FeedWindow> {
    const { changes, next } = await readChanges(this.#db, { after: window.end, limit: mostAtOnce });
    window.add(changes, next.after);
    this.#pauseMs = pauseAfter(changes.length, this.#pauseMs);
    if (changes.length > 0) this.#wake();
    return window;
  }

  async #begin(): Promise<FeedWindow> {
    const { next } = await readChanges(this.#db, { after: 'now' });
    const window = new FeedWindow(next.after, this.#mostKept);
    this.#window = this.#followers > 0 ? window : undefined; // it would be old when the next one comes
    this.#pauseMs = pace.soon;
    this.#wake();
    return window;
  }

  #lookLater(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookOn(), ms);
  }

  /** What fails here fails those who follow as well, once they need the database. */
  async #lookOn(): Promise<void> {
    let pauseMs: number = pace.failing;
    try {
      await this.look();
      pauseMs = this.#pauseMs;
    } catch {}
    if (this.#followers > 0 && !this.#closed) this.#lookLater(pauseMs);
  }

  #wake(): void {
    wakeInTurns([...this.#waiting]);
  }
}

/** Telling 2,000 takes 70 ms: between so many at a time other requests have their turn. */
const mostInTurn = 50;

function wakeInTurns(waiting: readonly (() => void)[]): void {
  for (const wake of waiting.slice(0, mostInTurn)) wake();
  const rest = waiting.slice(mostInTurn);
  if (rest.length > 0) setImmediate(wakeInTurns, rest);
}

/** Behind a full page there is more; where nothing came the pause grows. */
function pauseAfter(found: number, pauseMs: number): number {
  if (found === mostAtOnce) return 0;
  return found > 0 ? pace.soon : Math.min(Math.max(pauseMs, pace.soon) * 1.5, pace.idle);
}
