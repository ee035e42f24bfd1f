import type { FeedBrowser, FeedEars } from '../../../ui/src/changes/follow-feed.ts';

/** A connection that a test opens, feeds and breaks. */
class FakeConnection {
  readonly address: string;
  readonly #ears: FeedEars;
  isClosed = false;

  constructor(address: string, ears: FeedEars) {
    this.address = address;
    this.#ears = ears;
  }

  accept(): void {
    this.#ears.opened();
  }

  send(cursor: string): void {
    this.#ears.came(JSON.stringify({ cursor }), cursor);
  }

  /** The connection broke: the browser connects again by itself. */
  break(): void {
    this.#ears.failed(false);
  }

  /** The service refused it: the browser gives up. */
  refuse(): void {
    this.#ears.failed(true);
  }

  resync(): void {
    this.#ears.resync();
  }
}

/** What of a browser follows a feed, with paints and a network that a test has in hand. */
export class FakeFeedBrowser implements FeedBrowser {
  readonly opened: FakeConnection[] = [];
  #isOnline = true;
  readonly #watches = new Set<{ online: () => void; offline: () => void }>();
  readonly #paints = new Set<() => void>();

  get latest(): FakeConnection {
    const latest = this.opened.at(-1);
    if (!latest) throw new Error('nothing was opened');
    return latest;
  }

  readonly connect: FeedBrowser['connect'] = (address, ears) => {
    const connection = new FakeConnection(address, ears);
    this.opened.push(connection);
    return () => {
      connection.isClosed = true;
    };
  };

  readonly isOnline = (): boolean => this.#isOnline;

  readonly watch: FeedBrowser['watch'] = (to) => {
    this.#watches.add(to);
    return () => void this.#watches.delete(to);
  };

  readonly beforePaint: FeedBrowser['beforePaint'] = (call) => {
    this.#paints.add(call);
    return () => void this.#paints.delete(call);
  };

  paint(): void {
    const due = [...this.#paints];
    this.#paints.clear();
    for (const call of due) call();
  }

  /** Whether there is a network; the page is told. */
  turn(to: 'online' | 'offline'): void {
    this.#isOnline = to === 'online';
    for (const watch of this.#watches) watch[to]();
  }

  /** The network is gone, before the page is told. */
  lose(): void {
    this.#isOnline = false;
  }
}
