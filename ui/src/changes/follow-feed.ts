import type { Change } from '../api/types.ts';
import { mostEntries } from './feed-state.ts';

/** How the page hangs on the feed. */
export type FeedLink = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** What of a browser follows a feed; a test has one of its own. */
export type FeedBrowser = {
  /** @returns what closes the connection */
  connect: (address: string, ears: FeedEars) => () => void;
  isOnline: () => boolean;
  /** @returns what ends the watch */
  watch: (to: { online: () => void; offline: () => void }) => () => void;
  /** Calls before the next paint. @returns what takes it back */
  beforePaint: (call: () => void) => () => void;
};

/** What a connection of server-sent events tells. */
export type FeedEars = {
  opened: () => void;
  came: (data: string, cursor: string) => void;
  /** @param isRefused whether the browser gives up, rather than to connect again by itself */
  failed: (isRefused: boolean) => void;
  resync: () => void;
};

export type Following = {
  browser: FeedBrowser;
  /** The address of the stream behind a cursor. */
  addressOf: (after: string) => string;
  /** The cursor to begin behind. */
  after: string;
  /** In the order of the feed, as many as came between two paints; none while the page is not looked at. */
  onChanges: (changes: readonly Change[]) => void;
  onLink: (link: FeedLink) => void;
  /** Nobody knows any more what followed: the past has to be read again. */
  onLost: () => void;
};

/** In ms; a browser connects again by itself where a connection breaks, but not where the service refuses one. */
const backoff = { first: 1_000, most: 30_000 };

/**
 * Follows the feed until it is told to stop.
 *
 *     open ──▶ live ──(broken: the browser)──▶ reconnecting ──▶ live
 *               └──(refused: a pause that grows, then from the last cursor)──▶ open
 *
 * @returns what stops it
 */
export function followFeed(following: Following): () => void {
  const follower = new Follower(following);
  const { open, leave } = follower;
  const unwatch = following.browser.watch({ online: open, offline: leave });
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
  #timer: ReturnType<typeof setTimeout> | undefined;
  #arrived: Change[] = [];
  #unpaint: (() => void) | undefined;

  constructor(following: Following) {
    this.#following = following;
    this.#cursor = following.after;
  }

  readonly open = (): void => {
    this.#close();
    const { browser, addressOf, onLink, onLost } = this.#following;
    onLink(this.#failures > 0 ? 'reconnecting' : 'connecting');
    this.#disconnect = browser.connect(addressOf(this.#cursor), {
      opened: () => {
        this.#failures = 0;
        onLink('live');
      },
      came: (data, cursor) => this.#take(data, cursor),
      failed: (isRefused) => this.#fail(isRefused),
      resync: onLost,
    });
  };

  /** The reader is offline: what would be tried would fail. */
  readonly leave = (): void => {
    this.#close();
    this.#following.onLink('offline');
  };

  stop(): void {
    this.#close();
    this.#unpaint?.();
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#disconnect?.();
  }

  #take(data: string, cursor: string): void {
    this.#cursor = cursor;
    this.#arrived.push(changeOf(data));
    // Of what came while nobody looked, older ones would be dropped unseen.
    if (this.#arrived.length > 2 * mostEntries) this.#arrived = this.#arrived.slice(-mostEntries);
    this.#unpaint ??= this.#following.browser.beforePaint(() => this.#tell());
  }

  /** Before a paint: a page in the background is not painted, so it costs nothing there. */
  #tell(): void {
    const arrived = this.#arrived;
    [this.#arrived, this.#unpaint] = [[], undefined];
    this.#following.onChanges(arrived);
  }

  #fail(isRefused: boolean): void {
    this.#failures += 1;
    this.#following.onLink(this.#following.browser.isOnline() ? 'reconnecting' : 'offline');
    if (!isRefused) return;
    const pause = Math.min(backoff.first * 2 ** (this.#failures - 1), backoff.most);
    this.#timer = setTimeout(this.open, pause * (0.5 + Math.random() / 2));
  }
}

/** The data of an event is a change: the service's own document says so. */
function changeOf(data: string): Change {
  return JSON.parse(data) as Change;
}
