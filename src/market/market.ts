import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type WorkRules, WorkTurns } from '../background/work-turns.ts';
import { Abandoned } from '../db/cancellable.ts';
import type { Database } from '../db/database.ts';
import type { Instant } from '../db/values.ts';
import { AppError } from '../errors.ts';
import { readPointInTime } from '../listings/point-in-time.ts';
import { DuckDbFault } from './duckdb/duckdb-fault.ts';
import { noRoom } from './duckdb/no-room.ts';
import type { Question, Statement, Table } from './duckdb/questions.ts';
import { UnreadableFile } from './duckdb/unreadable-file.ts';
import { checkFiles } from './lake/check-files.ts';
import { type LakeMoment, LakeView } from './lake/lake-view.ts';
import type { Workshop } from './lake/make-layer.ts';
import { readLatest } from './lake/manifest.ts';
import { keyOf, RecentAnswers } from './recent-answers.ts';

export type MarketOptions = {
  db: Pick<Database, 'reads'>;
  /** Opens the lake, and DuckDB to read it, once the first question comes. */
  open: () => Promise<Workshop>;
  /** How many questions are worked on at once. */
  concurrency: number;
  /** How long one may take, in ms. */
  limitMs: number;
  /** A folder for answers that are files, while they are made. */
  scratch: string;
};

/** The lake at a moment, as far as known. */
export type MarketMoment = LakeMoment & { knownAt: Instant | undefined };

type Opened = Workshop & { view: LakeView };

const questions: Omit<WorkRules, 'concurrency'> = {
  waiting: 200,
  waitMs: 10_000,
  refusal: () =>
    new AppError('overloaded', 'More figures are asked for than can be worked out at the moment: try again later.'),
};

/** What figures are asked of: the lake, and DuckDB, which works them out beside this process. */
export class Market {
  readonly #options: MarketOptions;
  readonly #turns: WorkTurns;
  readonly #answers = new RecentAnswers();
  #opened: Promise<Opened> | undefined;
  #remembered = 0;
  #worked = 0;

  constructor(options: MarketOptions) {
    this.#options = options;
    this.#turns = new WorkTurns({ ...questions, concurrency: options.concurrency });
  }

  /** How many answers were known, how many were worked out, how many questions are worked on and wait. */
  get load(): { remembered: number; workedOut: number; working: number; waiting: number } {
    return { remembered: this.#remembered, workedOut: this.#worked, ...this.#turns.load };
  }

  /**
   * @throws AppError `invalid` for a `known_at` of the future, `unavailable` where the lake has not followed so far, or not
   * far enough for `max_lag`, in seconds
   */
  async moment(query: { known_at?: string | undefined; max_lag?: number | undefined }): Promise<MarketMoment> {
    const { known_at, max_lag: maxLag } = query;
    const { knownAt } = await readPointInTime(this.#options.db.reads, known_at === undefined ? {} : { known_at });
    const moment = await (await this.#open()).view.moment().catch(rethrowForOthers);
    this.#answers.turnTo(moment.manifest);
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
   * What was asked of the lake as it is already is answered at once, also what somebody else waits for.
   * @param signal ends it: nobody waits for the answer any more
   * @throws AppError `too_costly`, `overloaded`, `unavailable`
   */
  async ask(question: Question, signal: AbortSignal | undefined): Promise<Table> {
    const key = keyOf(question);
    const { state } = this.#answers;
    const known = () => this.#known(key);
    const work = async () => {
      const table = known() ?? (await this.#make(question, signal));
      this.#answers.keep(key, table, state);
      return table;
    };
    return known() ?? (await this.#inTurn(signal, work));
  }

  #known(key: string | undefined): Table | undefined {
    const table = this.#answers.find(key);
    if (table) this.#remembered += 1;
    return table;
  }

  async #make(question: Question, signal: AbortSignal | undefined): Promise<Table> {
    const { duckdb } = await this.#open();
    this.#worked += 1;
    try {
      return await duckdb.ask(question, { limitMs: this.#options.limitMs, signal });
    } catch (error) {
      throw await this.#failureOf(error);
    }
  }

  /** Of a damaged file DuckDB may say anything: whether it is one is looked at then. */
  async #failureOf(error: unknown): Promise<unknown> {
    if (!(error instanceof UnreadableFile || error instanceof DuckDbFault)) return error;
    const { store, duckdb, view } = await this.#open();
    const isOfFile = error instanceof UnreadableFile || (await hasUnreadable({ store, duckdb }));
    if (isOfFile) view.forget();
    return isOfFile ? new UnreadableFile(error.reason) : error;
  }

  async #inTurn<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#turns.take(signal, work);
    } catch (error) {
      throw signal?.aborted && !(error instanceof AppError) ? new Abandoned() : error;
    }
  }

  /**
   * What statements wrote into a file, which is removed then.
   * @param statements for the path of the file
   * @throws AppError as `ask`
   */
  async askFile(statements: (path: string) => Statement[], signal: AbortSignal | undefined): Promise<Buffer> {
    const { scratch } = this.#options;
    await makeScratch(scratch);
    const path = join(scratch, randomUUID());
    try {
      await this.#inTurn(signal, () => this.#make({ statements: statements(path) }, signal));
      return await readFile(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    opened?.view.close();
    await opened?.duckdb.close();
    await opened?.store.close();
  }

  /** Where it fails it is tried again with the next question. */
  #open(): Promise<Opened> {
    this.#opened ??= this.#openLake().catch((error) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #openLake(): Promise<Opened> {
    const workshop = await this.#options.open().catch(rethrowForOthers);
    return { ...workshop, view: new LakeView(workshop.store, this.#options.db.reads) };
  }
}

async function makeScratch(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK);
  } catch (error) {
    throw noRoom(error);
  }
}

async function hasUnreadable(workshop: Workshop): Promise<boolean> {
  const latest = await readLatest(workshop.store);
  return latest === undefined || (await checkFiles(workshop, latest)).length > 0;
}

/** What the operator has to mend is told in the log, and not to those who ask. */
function rethrowForOthers(error: unknown): never {
  if (!(error instanceof AppError && error.code === 'misconfigured')) throw error;
  throw new AppError('unavailable', 'There are no figures at the moment: the lake cannot be used.', { cause: error });
}
