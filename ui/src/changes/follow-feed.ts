import { type ApiProblem, isRefusal } from '../api/problem.ts';
import type { Change, FeedQuery } from '../api/types.ts';
import { pauseAfter } from './feed-pause.ts';
import { mostEntries } from './feed-state.ts';

/**
 * For so long, in ms, a connection tells nothing: the service answers at once, then tells something every 15 s (its SPEC, 32),
 * and what comes later than two and a half times that comes no more. Networks end connections without a word.
 */
export const longestSilenceMs = 37_500;

/** How the page hangs on the feed. */
export type FeedLink = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused';

/** What of a browser follows a feed; a test has one of its own. */
export type FeedBrowser = {
  /** @returns what closes the connection, after which it tells nothing */
  connect: (query: FeedQuery, ears: FeedEars) => () => void;
  isOnline: () => boolean;
  isHidden: () => boolean;
  /** Left: hidden, or offline. Back: shown, online, or with another key. @returns what ends the watch */
  watch: (to: { left: () => void; back: () => void }) => () => void;
  /** Calls before the next paint. @returns what takes it back */
  beforePaint: (call: () => void) => () => void;
};

/** What a connection of server-sent events tells. */
export type FeedEars = {
  opened: () => void;
  /** How far it is, also where nothing came that is wanted. */
  passed: (cursor: string) => void;
  came: (data: string) => void;
  resync: () => void;
  /** For how long to wait where the connection ends, in ms. */
  retry: (ms: number) => void;
  /** The connection is no more. @param problem what the service answered instead of it */
  ended: (problem?: ApiProblem) => void;
};

export type Following = {
  browser: FeedBrowser;
  /** What is followed, and the cursor to begin behind. */
  query: FeedQuery & { after: string };
  /** Whether a change is one of those to tell; left out: each is. */
  isWanted?: (change: Change) => boolean;
  /** In the order of the feed, as many as came between two paints; none while the page is not looked at. */
  onChanges: (changes: readonly Change[]) => void;
  onLink: (link: FeedLink) => void;
  /** Nobody knows any more what followed: the past has to be read again. */
  onLost: () => void;
};

/**
 * Follows the feed until it is told to stop.
 *
 *     open ──▶ live ──(ended, or silent: a pause, then from the last cursor)──▶ open
 *       ├──(likewise)──▶ open
 *       ├──(hidden or offline: a browser has few connections for all its tabs)──▶ left ──(back)──▶ open
 *       └──(the reader may not)──▶ refused ──(back, such as with another key)──▶ open
 *
 * @returns what stops it
 */
export function followFeed(following: Following): () => void {
  const follower = new Follower(following);
  const { open, leave } = follower;
  const unwatch = following.browser.watch({ left: leave, back: open });
  open();
  return () => {
    unwatch();
    follower.stop();
  };
}

class Follower {
  readonly #following: Following;
  #cursor: string;
  #disconnect: (() => void) | undefined;
  #failures = 0;
  #retryMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #arrived: Change[] = [];
  #unpaint: (() => void) | undefined;

  constructor(following: Following) {
    this.#following = following;
    this.#cursor = following.query.after;
  }

  readonly open = (): void => {
    this.#close();
    const { browser, query, onLink, onLost } = this.#following;
    if (browser.isHidden()) return;
    onLink(this.#failures > 0 ? 'reconnecting' : 'connecting');
    this.#hear();
    this.#disconnect = browser.connect(
      { ...query, after: this.#cursor },
      {
        opened: () => {
          this.#failures = 0;
          this.#hear();
          onLink('live');
        },
        passed: (cursor) => {
          this.#cursor = cursor;
          this.#hear();
        },
        came: (data) => this.#take(changeOf(data)),
        resync: onLost,
        retry: (ms) => {
          this.#retryMs = ms;
        },
        ended: (problem) => this.#end(problem),
      },
    );
  };

  readonly leave = (): void => {
    this.#close();
    const { browser, onLink } = this.#following;
    if (!browser.isOnline()) onLink('offline');
  };

  stop(): void {
    this.#close();
    this.#unpaint?.();
  }

  #close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#disconnect?.();
    this.#disconnect = undefined;
  }

  #hear(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(undefined), longestSilenceMs);
  }

  #take(change: Change): void {
    const { browser, isWanted } = this.#following;
    if (isWanted && !isWanted(change)) return;
    this.#arrived.push(change);
    if (this.#arrived.length > 2 * mostEntries) this.#arrived = latestOf(this.#arrived);
    this.#unpaint ??= browser.beforePaint(() => this.#tell());
  }

  /** Before a paint: what comes at once is drawn at once. */
  #tell(): void {
    const arrived = this.#arrived;
    [this.#arrived, this.#unpaint] = [[], undefined];
    this.#following.onChanges(arrived);
  }

  #end(problem: ApiProblem | undefined): void {
    this.#close();
    const { browser, onLink } = this.#following;
    const isRefused = isRefusal(problem);
    const cut = browser.isOnline() ? 'reconnecting' : 'offline';
    onLink(isRefused ? 'refused' : cut);
    if (isRefused) return;
    this.#failures += 1;
    const pause = pauseAfter(this.#failures, { hintMs: this.#retryMs, retryAfter: problem?.retryAfter });
    this.#timer = setTimeout(this.open, pause);
  }
}

/** Older ones would be dropped unseen; but deletions take personal data from what is shown (H6). */
function latestOf(changes: readonly Change[]): Change[] {
  const from = changes.length - mostEntries;
  return changes.filter(({ kind }, at) => at >= from || kind === 'deleted');
}

/** The data of an event is a change: the service's own document says so. */
function changeOf(data: string): Change {
  return JSON.parse(data) as Change;
}
