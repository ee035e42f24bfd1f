import { Repeated } from '../../background/repeated.ts';
import { decodeFeedCursor } from '../../changes/feed-cursor.ts';
import { AppError } from '../../errors.ts';
import { DuckDbFault } from '../duckdb/duckdb-fault.ts';
import { UnreadableFile } from '../duckdb/unreadable-file.ts';
import { isBehind } from './book-rows.sql.ts';
import { checkFiles } from './check-files.ts';
import { cleanLake } from './clean-lake.ts';
import { compactLake } from './compact-lake.ts';
import { isDamaged } from './damaged-files.ts';
import { followFeed } from './follow-feed.ts';
import type { LakeMaking, MakingOptions, Step } from './lake-making.ts';
import { type Manifest, readLatest } from './manifest.ts';
import { isOverdue } from './plan-merge.ts';
import { rebuildLake } from './rebuild-lake.ts';

/**
 * How long it waits, in ms: for changes; after it brought some in, so that many come together; where it failed; until it
 * looks again whether all files are there, and whether they can be read.
 */
const usualPace = { idle: 1_000, gathering: 2_000, failing: 5_000, checking: 60_000, reading: 3_600_000 };
const unreadable = 'files of it were missing, or could not be read';
const cleaningMs = 600_000;

export type LakeWorkerOptions = {
  /** Opens the lake, again where that failed; it is closed with the worker. */
  open: () => Promise<LakeMaking>;
  /** Told of what fails, once until it succeeds again. */
  onFailure: (error: unknown) => void;
  /** Told once it succeeds again. @default nobody is */
  onRecovery?: () => void;
  /** Told in words what it does that takes long. */
  onNote: (text: string) => void;
  pace?: typeof usualPace;
};

/**
 * Keeps the lake up with the feed. Any number of them may run, in one process or in several: one is at work at a time.
 *
 *   [no lake] ──▶ rebuild ──▶ [the feed shows more] ──▶ follow ──▶ … ──▶ [deleted listings for long] ──▶ compact
 *                    ▲                                     │
 *                    └──── nobody knows what followed, ────┘
 *                          or files cannot be read
 */
export class LakeWorker {
  readonly #options: LakeWorkerOptions;
  readonly #running: Repeated;
  readonly #pace: typeof usualPace;
  /** As this process saw it last. */
  #known: Manifest | undefined;
  #cleanedAt = Number.NEGATIVE_INFINITY;
  #checkedAt = Number.NEGATIVE_INFINITY;
  #readAt = performance.now();
  #making: LakeMaking | undefined;

  constructor(options: LakeWorkerOptions) {
    this.#options = options;
    this.#pace = options.pace ?? usualPace;
    const step = (signal: AbortSignal) => this.#step({ signal });
    const { onFailure, onRecovery } = options;
    this.#running = new Repeated({ step, failingMs: this.#pace.failing, onFailure, onRecovery });
  }

  /** Whether it fails at the moment. */
  get isHeldUp(): boolean {
    return this.#running.isFailing;
  }

  start(): void {
    this.#running.start();
  }

  /** Leaves what it is making unfinished; the next one begins it anew. */
  async stop(): Promise<void> {
    await this.#running.stop();
    await this.#close();
  }

  /**
   * After `stop`: gives up what the store has not answered yet, as where it is killed. What was being stored may be there or not;
   * it counts once a manifest names it.
   */
  abandon(): void {
    void this.#making?.store.close();
  }

  /** The lake is opened anew after a failure: its folder may have been taken away. */
  async #step(options: MakingOptions): Promise<number> {
    try {
      this.#making ??= await this.#options.open();
      options.signal?.throwIfAborted(); // it may have been given up while it was opened
      return await this.#stepIn(this.#making, options);
    } catch (error) {
      await this.#close();
      throw error;
    }
  }

  async #close(): Promise<void> {
    const making = this.#making;
    this.#making = undefined;
    await making?.duckdb.close();
    await making?.store.close();
  }

  /** @returns how long to wait until the next one, in ms */
  async #stepIn(making: LakeMaking, options: MakingOptions): Promise<number> {
    await this.#cleanNowAndThen(making);
    const isWhole = await this.#lookNowAndThen(making);
    if (isWhole && this.#known && !(await hasWork(making, this.#known))) return this.#pace.idle;
    const latest = await readLatest(making.store);
    const made = isWhole ? await this.#make(making, latest, options) : await this.#rebuild(making, unreadable, options);
    this.#known = made?.manifest ?? latest;
    if (!made) return this.#pace.gathering; // another one is at it
    return made.more ? 0 : this.#pace.gathering;
  }

  async #make(making: LakeMaking, latest: Manifest | undefined, options: MakingOptions): Promise<Step> {
    if (!latest) return await this.#rebuild(making, 'there is none yet', options);
    try {
      const followed = await followFeed(making, latest, options);
      if (followed?.manifest !== latest || !isOverdue(latest.layers, Date.now())) return followed;
      return await compactLake(making, latest, options);
    } catch (error) {
      const isGone = error instanceof AppError && error.code === 'gone';
      const isLost = isGone || error instanceof UnreadableFile || (await isOfFiles(making, latest, error));
      if (!isLost) throw error;
      const reason = isGone ? asClause(error.message) : unreadable;
      return await this.#rebuild(making, reason, options);
    }
  }

  async #rebuild(making: LakeMaking, why: string, options: MakingOptions): Promise<Step> {
    const begun = performance.now();
    const made = await rebuildLake(making, options);
    const prices = made?.manifest.layers[0]?.rows.prices ?? 0;
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    if (made) this.#options.onNote(`The lake was made anew, since ${why}: ${prices} prices in ${seconds} s.`);
    return made;
  }

  /**
   * Whether what counts is there, and now and then also whether it can be read. Where all is gone there is nothing to look at: it
   * is made as at first.
   */
  async #lookNowAndThen(making: LakeMaking): Promise<boolean> {
    if (!this.#known || performance.now() - this.#checkedAt < this.#pace.checking) return true;
    this.#checkedAt = performance.now();
    const latest = await readLatest(making.store);
    if (!latest) this.#known = undefined;
    if (!latest) return true;
    if (await isDamaged(making.store, latest)) return false;
    if (performance.now() - this.#readAt < this.#pace.reading) return true;
    this.#readAt = performance.now();
    return (await checkFiles(making, latest)).length === 0;
  }

  async #cleanNowAndThen({ store }: LakeMaking): Promise<void> {
    if (performance.now() - this.#cleanedAt < cleaningMs) return;
    this.#cleanedAt = performance.now();
    await cleanLake(store, Date.now());
  }
}

/** The first sentence of a text, as it goes on after a comma. */
function asClause(text: string): string {
  return text.replace(/[.:].*$/, '').replace(/^./, (first) => first.toLowerCase());
}

async function hasWork({ db }: LakeMaking, { cursor, layers }: Manifest): Promise<boolean> {
  return isOverdue(layers, Date.now()) || (await isBehind(db.reads, decodeFeedCursor(cursor)));
}

/** Whether DuckDB failed for the sake of a file: of a damaged one it may say anything. */
async function isOfFiles(making: LakeMaking, latest: Manifest | undefined, error: unknown): Promise<boolean> {
  return error instanceof DuckDbFault && latest !== undefined && (await checkFiles(making, latest)).length > 0;
}
