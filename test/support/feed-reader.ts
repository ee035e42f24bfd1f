import type { Change } from '../../src/changes/change.ts';
import { readChanges } from '../../src/changes/read-changes.ts';
import type { Queryable } from '../../src/db/queryable.ts';

/** A follower of the feed: it keeps a cursor, and every change that it was shown. */
export class FeedReader {
  readonly changes: Change[] = [];
  readonly #db: Queryable;
  readonly #mostAtOnce: number;
  #cursor: string | undefined;

  constructor(db: Queryable, mostAtOnce = 1_000) {
    this.#db = db;
    this.#mostAtOnce = mostAtOnce;
  }

  /** Reads pages of random size until nothing more is shown. */
  async readOn(): Promise<void> {
    for (;;) {
      const limit = 1 + Math.floor(Math.random() * this.#mostAtOnce);
      const { changes, next } = await readChanges(
        this.#db,
        this.#cursor === undefined ? { limit } : { limit, after: this.#cursor },
      );
      const isEnd = next.after === this.#cursor || (this.#cursor === undefined && changes.length === 0);
      this.changes.push(...changes);
      this.#cursor = next.after;
      if (isEnd) return;
    }
  }
}

export type Made = { listing_id: number; version: number };

/** What is wrong with what a follower was shown, by the changes that were committed (SPEC 1, 2, 5, 8). */
export function feedFaults(shown: readonly Made[], made: readonly Made[]): string[] {
  const seen = new Set<string>();
  const versions = new Map<number, number>();
  const faults: string[] = [];
  for (const { listing_id, version } of shown) {
    const name = `listing ${listing_id}, version ${version}`;
    const before = versions.get(listing_id) ?? 0;
    if (seen.has(name)) faults.push(`doubled: ${name}`);
    else if (version < before) faults.push(`out of order: ${name} after ${before}`);
    seen.add(name);
    versions.set(listing_id, Math.max(version, before));
  }
  const expected = new Set(made.map(({ listing_id, version }) => `listing ${listing_id}, version ${version}`));
  return [
    ...faults,
    ...[...expected].filter((name) => !seen.has(name)).map((name) => `missed: ${name}`),
    ...[...seen].filter((name) => !expected.has(name)).map((name) => `never made: ${name}`),
  ];
}
