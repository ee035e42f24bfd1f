import type { Database } from '../db/database.ts';
import type { Instant } from '../db/values.ts';
import { AppError } from '../errors.ts';
import { readPointInTime } from '../listings/point-in-time.ts';
import { DuckDbProcess } from './duckdb/duckdb-process.ts';
import { QuestionTurns } from './duckdb/question-turns.ts';
import type { DuckDbSettings, Question, Table } from './duckdb/questions.ts';
import type { LakeStore } from './lake/lake-store.ts';
import { type LakeMoment, LakeView } from './lake/lake-view.ts';

export type MarketSettings = DuckDbSettings & {
  /** How many questions are worked on at once. */
  concurrency: number;
  /** How long one may take, in ms. */
  limitMs: number;
};

export type MarketOptions = { db: Database; store: LakeStore; settings: MarketSettings };

/** The lake at a moment, as far as known. */
export type MarketMoment = LakeMoment & { knownAt: Instant | undefined };

/** What figures are asked of: the lake, and DuckDB, which works them out beside this process. */
export class Market {
  readonly db: Database;
  readonly #view: LakeView;
  readonly #duckdb: DuckDbProcess;
  readonly #turns: QuestionTurns;
  readonly #limitMs: number;

  constructor({ db, store, settings }: MarketOptions) {
    const { concurrency, limitMs, ...duckdb } = settings;
    this.db = db;
    this.#view = new LakeView(store, db.reads);
    this.#duckdb = new DuckDbProcess(duckdb);
    this.#turns = new QuestionTurns(concurrency);
    this.#limitMs = limitMs;
  }

  /**
   * @throws AppError `invalid` for a `known_at` of the future, `unavailable` where the lake has not followed so far, or not
   * far enough for `max_lag`, in seconds
   */
  async moment(query: { known_at?: string | undefined; max_lag?: number | undefined }): Promise<MarketMoment> {
    const { known_at, max_lag: maxLag } = query;
    const { knownAt } = await readPointInTime(this.db.reads, known_at === undefined ? {} : { known_at });
    const moment = await this.#view.moment();
    const lag = (Date.now() - Date.parse(moment.asOf)) / 1_000;
    const behind = `The figures have what was recorded before ${moment.asOf}`;
    if (maxLag !== undefined && lag > maxLag) {
      throw new AppError('unavailable', `${behind}, ${Math.ceil(lag)} s ago: more than max_lag allows.`);
    }
    if (knownAt !== 'infinity' && knownAt >= moment.asOf) {
      throw new AppError('unavailable', `${behind}: try again, or ask for an earlier known_at.`);
    }
    return { ...moment, knownAt: knownAt === 'infinity' ? undefined : knownAt };
  }

  /**
   * @param signal ends it: nobody waits for the answer any more
   * @throws AppError `too_costly`, `overloaded`, `unavailable`
   */
  async ask(question: Question, signal: AbortSignal | undefined): Promise<Table> {
    return await this.#turns.take(signal, () => this.#duckdb.ask(question, { limitMs: this.#limitMs, signal }));
  }

  async close(): Promise<void> {
    await this.#duckdb.close();
  }
}
