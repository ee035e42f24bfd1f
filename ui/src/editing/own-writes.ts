import { versionOf } from '../api/versioned-listing.ts';

/** The tags of a listing before and after a write. */
type Written = { from: string; to: string };

/** What this page itself writes of listings: the feed tells it like what others write, and may do so before it is answered. */
export class OwnWrites {
  readonly #underWay = new Map<string, number>();
  /** By listing and the version that was made: the version before. */
  readonly #before = new Map<string, number>();
  /** By listing: the latest version that was made. */
  readonly #latest = new Map<string, number>();
  readonly #watching = new Set<() => void>();

  readonly subscribe = (watch: () => void): (() => void) => {
    this.#watching.add(watch);
    return () => this.#watching.delete(watch);
  };

  isUnderWay(id: string): boolean {
    return (this.#underWay.get(id) ?? 0) > 0;
  }

  /** Does a write, and notes what it made. @throws what it does */
  async during<T>(id: string, write: () => Promise<T>, writtenBy: (done: T) => Written): Promise<T> {
    this.#count(id, 1);
    try {
      const done = await write();
      this.#note(id, writtenBy(done));
      return done;
    } finally {
      this.#count(id, -1);
    }
  }

  /** Whether all that made the one version of the other was written here. */
  areAll(id: string, { from, to }: Written): boolean {
    const first = versionOf(from);
    let at: number | undefined = versionOf(to);
    while (at !== undefined && at > first) at = this.#before.get(`${id} ${at}`);
    return at === first;
  }

  /** Whether what was read is of before a write of this page, or may be. @param etag of what was read */
  isBehind(id: string, etag: string): boolean {
    return this.isUnderWay(id) || (this.#latest.get(id) ?? 0) > versionOf(etag);
  }

  /** What was said already makes no version. */
  #note(id: string, written: Written): void {
    const [from, to] = [versionOf(written.from), versionOf(written.to)];
    if (to > from) this.#before.set(`${id} ${to}`, from);
    this.#latest.set(id, Math.max(to, this.#latest.get(id) ?? 0));
  }

  #count(id: string, by: number): void {
    this.#underWay.set(id, (this.#underWay.get(id) ?? 0) + by);
    for (const watch of this.#watching) watch();
  }
}

/** Of this page. */
export const ownWrites = new OwnWrites();
