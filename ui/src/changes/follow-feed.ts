import type { Change } from '../api/types.ts';
import { mostEntries } from './feed-state.ts';

/** How the page hangs on the feed. */
export type FeedLink = 'connecting' | 'live' | 'reconnecting' | 'offline';

export type Following = {
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
  window.addEventListener('online', open);
  window.addEventListener('offline', leave);
  open();
  return () => {
    window.removeEventListener('online', open);
    window.removeEventListener('offline', leave);
    follower.stop();
  };
}

class Follower {
  readonly #following: Following;
  #cursor: string;
  #source: EventSource | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #arrived: Change[] = [];
  #frame = 0;

  constructor(following: Following) {
    this.#following = following;
    this.#cursor = following.after;
  }

  readonly open = (): void => {
    this.#close();
    const { addressOf, onLink, onLost } = this.#following;
    onLink(this.#failures > 0 ? 'reconnecting' : 'connecting');
    const source = new EventSource(addressOf(this.#cursor));
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      onLink('live');
    };
    source.onmessage = (event) => this.#take(event);
    source.onerror = () => this.#fail(source);
    source.addEventListener('resync', onLost);
  };

  /** The reader is offline: what would be tried would fail. */
  readonly leave = (): void => {
    this.#close();
    this.#following.onLink('offline');
  };

  stop(): void {
    this.#close();
    cancelAnimationFrame(this.#frame);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #take({ data, lastEventId }: MessageEvent<string>): void {
    this.#cursor = lastEventId;
    this.#arrived.push(changeOf(data));
    // Of what came while nobody looked, older ones would be dropped unseen.
    if (this.#arrived.length > 2 * mostEntries) this.#arrived = this.#arrived.slice(-mostEntries);
    this.#frame ||= requestAnimationFrame(() => this.#tell());
  }

  /** Before a paint: a page in the background is not painted, so it costs nothing there. */
  #tell(): void {
    const arrived = this.#arrived;
    [this.#arrived, this.#frame] = [[], 0];
    this.#following.onChanges(arrived);
  }

  #fail(source: EventSource): void {
    this.#failures += 1;
    this.#following.onLink(navigator.onLine ? 'reconnecting' : 'offline');
    if (source.readyState !== EventSource.CLOSED) return;
    const pause = Math.min(backoff.first * 2 ** (this.#failures - 1), backoff.most);
    this.#timer = setTimeout(this.open, pause * (0.5 + Math.random() / 2));
  }
}

/** The data of an event is a change: the service's own document says so. */
function changeOf(data: string): Change {
  return JSON.parse(data) as Change;
}
