import { isDeepStrictEqual } from 'node:util';
import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import { AppError } from '../../errors.ts';
import { lakeAsOf } from './lake-as-of.ts';
import type { LakeStore } from './lake-store.ts';
import { filesOf, type Manifest, readLatest, readNext } from './manifest.ts';

/** Paths of the files that count, on this machine. */
export type LakePaths = { prices: readonly string[]; listings: readonly string[]; replaced: readonly string[] };

/** The lake at a moment; its files stay where they are for an hour at least. */
export type LakeMoment = {
  manifest: Manifest;
  paths: LakePaths;
  /** All that was recorded before this instant is in. */
  asOf: Instant;
};

/** How long what was seen holds, in ms; and for how long the next state is looked for by its number, not among all. */
const freshMs = 1_000;
const listingMs = 60_000;
/** So often, in ms, copies of files that count no more are looked for, also where nobody asks: they may have what was deleted (H6). */
const tidyingMs = 600_000;

/** The lake as those see it who read it: looked at once a second at most, however many ask. */
export class LakeView {
  readonly #store: LakeStore;
  readonly #reads: Queryable;
  #seen: LakeMoment | undefined;
  #seenAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<LakeMoment> | undefined;
  #listedAt = Number.NEGATIVE_INFINITY;
  readonly #tidying: NodeJS.Timeout;

  /**
   * @param reads of the primary: a standby does not know what is settled
   * @param everyMs how often copies that count no more are looked for
   */
  constructor(store: LakeStore, reads: Queryable, everyMs = tidyingMs) {
    this.#store = store;
    this.#reads = reads;
    this.#tidying = setInterval(() => void this.#tidy().catch(() => {}), everyMs); // the next time, then
    this.#tidying.unref();
  }

  close(): void {
    clearInterval(this.#tidying);
  }

  /** @throws AppError `unavailable` where there is no lake yet, or the store cannot be reached */
  async moment(): Promise<LakeMoment> {
    if (this.#seen && performance.now() - this.#seenAt < freshMs) return this.#seen;
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return await this.#looking;
  }

  /** What was seen is no more: it is looked for anew, since the lake may have been thrown away and made again. */
  forget(): void {
    this.#seen = undefined;
  }

  async #tidy(): Promise<void> {
    const latest = await readLatest(this.#store);
    if (latest) await this.#store.keep(new Set(filesOf(latest)));
  }

  async #look(): Promise<LakeMoment> {
    const manifest = await this.#latest();
    if (!manifest) {
      throw new AppError(
        'not_prepared',
        'There is no lake yet: a worker makes it (serve --role all or worker), or pricetrail lake rebuild.',
      );
    }
    const asOf = await lakeAsOf(this.#reads, manifest, this.#seen?.asOf);
    const paths = this.#seen?.manifest === manifest ? this.#seen.paths : await this.#pathsOf(manifest);
    this.#seen = { manifest, paths, asOf };
    this.#seenAt = performance.now();
    return this.#seen;
  }

  /** One after the other where they were listed lately, so that a look at a store far away is a small one. */
  async #latest(): Promise<Manifest | undefined> {
    const seen = this.#seen?.manifest;
    if (!seen || performance.now() - this.#listedAt > listingMs) return await this.#listed(seen);
    try {
      let [latest, next]: [Manifest, Manifest | undefined] = [seen, await readNext(this.#store, seen)];
      while (next) [latest, next] = [next, await readNext(this.#store, next)];
      return latest;
    } catch {
      return await this.#listed(seen); // one that cannot be read may have others after it
    }
  }

  async #listed(seen: Manifest | undefined): Promise<Manifest | undefined> {
    const latest = await readLatest(this.#store);
    this.#listedAt = performance.now();
    return isDeepStrictEqual(latest, seen) ? seen : latest;
  }

  async #pathsOf(manifest: Manifest): Promise<LakePaths> {
    const of = async (table: keyof LakePaths) =>
      await this.#store.paths(manifest.layers.flatMap((layer) => layer[table]));
    const paths = { prices: await of('prices'), listings: await of('listings'), replaced: await of('replaced') };
    await this.#store.keep(new Set(filesOf(manifest)));
    return paths;
  }
}
