import { ApiProblem } from '../../../ui/src/api/problem.ts';
import type { FeedQuery } from '../../../ui/src/api/types.ts';
import type { FeedBrowser, FeedEars } from '../../../ui/src/changes/follow-feed.ts';

/** A connection that a test opens, feeds and breaks. */
class FakeConnection {
  readonly query: FeedQuery;
  readonly #ears: FeedEars;
  isClosed = false;

  constructor(query: FeedQuery, ears: FeedEars) {
    this.query = query;
    this.#ears = ears;
  }

  accept(): void {
    this.#ears.opened();
  }

  send(cursor: string, kind = 'updated'): void {
    this.#ears.passed(cursor);
    this.#ears.came(JSON.stringify({ cursor, kind }));
  }

  /** Nothing came, up to a cursor. */
  pass(cursor: string): void {
    this.#ears.passed(cursor);
  }

  hint(ms: number): void {
    this.#ears.retry(ms);
  }

  /** The connection broke, or there was none. */
  break(): void {
    this.#ears.ended();
  }

  /** The service answered something else. @param retryAfter in seconds */
  refuse(status: number, retryAfter?: number): void {
    this.#ears.ended(new ApiProblem({ status, title: '', detail: '' }, retryAfter));
  }

  resync(): void {
    this.#ears.resync();
  }
}

/** What of a browser follows a feed, with paints, a network and a screen that a test has in hand. */
export class FakeFeedBrowser implements FeedBrowser {
  readonly opened: FakeConnection[] = [];
  #isOnline = true;
  #isHidden = false;
  readonly #watches = new Set<{ left: () => void; back: () => void }>();
  readonly #paints = new Set<() => void>();

  get latest(): FakeConnection {
    const latest = this.opened.at(-1);
    if (!latest) throw new Error('nothing was opened');
    return latest;
  }

  readonly connect: FeedBrowser['connect'] = (query, ears) => {
    const connection = new FakeConnection(query, ears);
    this.opened.push(connection);
    return () => {
      connection.isClosed = true;
    };
  };

  readonly isOnline = (): boolean => this.#isOnline;

  readonly isHidden = (): boolean => this.#isHidden;

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

  /** Whether there is a network, and whether the page is looked at; it is told. */
  turn(to: 'online' | 'offline' | 'shown' | 'hidden'): void {
    if (to === 'online' || to === 'offline') this.#isOnline = to === 'online';
    else this.#isHidden = to === 'hidden';
    for (const watch of this.#watches) watch[to === 'offline' || to === 'hidden' ? 'left' : 'back']();
  }

  /** There is another key. */
  rekey(): void {
    for (const watch of this.#watches) watch.back();
  }

  /** The network is gone, before the page is told. */
  lose(): void {
    this.#isOnline = false;
  }
}
