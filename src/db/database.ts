import { once } from 'node:events';
import pg from 'pg';
import { AppError } from '../errors.ts';
import { limitAnswers, listenTo, type StatementListener } from './ask.ts';
import { Abandoned, cancellable } from './cancellable.ts';
import { type ConnectionOptions, connectionConfig, openLane, openPipeline, turnsOptions } from './connections.ts';
import { cut, takeLeave } from './cut.ts';
import { endWithClient, greet, refusePooler } from './greet.ts';
import { GroupedWrites } from './grouped-writes.ts';
import { KeyedReads } from './keyed-reads.ts';
import type { Lane } from './lane.ts';
import type { Load } from './load.ts';
import type { PipelinedReads } from './pipelined-reads.ts';
import type { Queryable, Statement } from './queryable.ts';
import { Replica, type ReplicaOptions } from './replica.ts';
import { inSnapshot, inTransaction, run, runAndCommit, Session, type Snapshot, type Transaction } from './session.ts';
import { toAppError } from './sqlstate.ts';
import { type NotedPosition, noteAfter, selectPosition, type WalPosition } from './wal-position.ts';
import { watchSession } from './watch-session.ts';

export type DatabaseOptions = ConnectionOptions & {
  /** Connections for writes. @default 12 */
  writeConnections?: number;
  /** Connections for reads that may take long, each for one at a time. @default 6 */
  searchConnections?: number;
  /** Connections for other reads, each shared by many at once. @default 2 */
  readConnections?: number;
  /** How often it is asked whether the sessions of long work are still there, in ms. @default 15000 */
  sessionLookMs?: number;
  /** A streaming replica that answers reads, over as many connections of its own for each kind of them. */
  replica?: ReplicaOptions | undefined;
};

/** Makes single writes, or several as one. */
export type Writable = Pick<Database, 'writes' | 'transaction'>;

/** Notes how far the write-ahead log is after the last of its writes. */
export type NotedWrites = Writable & { position(): WalPosition | undefined };

/** How long it may take to close what nothing is under way on, in ms. */
const leaveMs = 1_000;

/**
 * The database as the features see it. Quick reads share a few pipelined connections; those that may take long, and writes
 * and transactions, take a connection of their own in turn; writes of one row share one. Where it is slower than demand they are refused.
 * @throws AppError `overloaded`, whatever is asked of it
 */
export class Database {
  /** Reads whose cost is small and bounded: by primary key, or a page in the order of an index. */
  readonly reads: Queryable;
  /** A read that is never refused, for who watches over the service. */
  readonly probes: Queryable;
  readonly writes: Queryable;
  readonly #writing: Lane;
  readonly #grouped: GroupedWrites;
  readonly #searching: Lane;
  readonly #pipeline: PipelinedReads;
  readonly #config: pg.ClientConfig;
  readonly #connectTimeoutMs: number;
  readonly #sessionLookMs: number;
  readonly #onStatement: StatementListener | undefined;
  /** Connections of long work, and its end. */
  readonly #own = new Map<pg.Client, Promise<unknown>>();
  #isAbandoned = false;
  /** Answers reads that may be a little late. */
  readonly replica: Replica | undefined;

  constructor(options: DatabaseOptions) {
    const {
      writeConnections = 12,
      searchConnections = 6,
      readConnections = 2,
      sessionLookMs = 15_000,
      replica,
    } = options;
    this.#sessionLookMs = sessionLookMs;
    this.#config = connectionConfig(options);
    this.#connectTimeoutMs = turnsOptions(options).timeoutMs;
    this.#onStatement = options.onStatement;
    this.#writing = openLane(options, { connections: writeConnections, pipeline: true });
    this.#searching = openLane(options, { connections: searchConnections });
    this.#pipeline = openPipeline(options, readConnections);
    this.reads = {
      query: (statement) => this.#pipeline.query(statement),
      keyed: new KeyedReads({ query: (statement) => this.reads.query(statement) }),
    };
    this.probes = { query: (statement) => this.#pipeline.queryAnyway(statement) };
    this.#grouped = new GroupedWrites(this.#writing, turnsOptions(options));
    this.writes = this.#writesOn(undefined);
    this.replica = replica && new Replica(replica, { ...options, readConnections, searchConnections, primary: this });
  }

  /** What is under way, and waits, by what the connections are for. */
  get load(): Readonly<Record<'reads' | 'searches' | 'writes', Load>> {
    return { reads: this.#pipeline.load, searches: this.#searching.load, writes: this.#writing.load };
  }

  /** For quick reads that may be a little late, but see what was written up to a position, if one is given. */
  readsAfter(position: WalPosition | undefined): Queryable {
    return this.replica?.readsAfter(position) ?? this.reads;
  }

  /** For searches that may. */
  searchesAfter(position: WalPosition | undefined, signal: AbortSignal): Queryable {
    return this.replica?.searchesAfter(position, signal) ?? this.searches(signal);
  }

  /** What other reads have to see to see all that was read from the primary by now; undefined where no replica answers reads. */
  async position(): Promise<WalPosition | undefined> {
    return this.replica && (await selectPosition(this.probes));
  }

  /** For writes whose position reads are to name; undefined where no replica answers reads. */
  noted(): NotedWrites | undefined {
    if (!this.replica) return undefined;
    const noted: NotedPosition = { position: undefined };
    return {
      writes: this.#writesOn(noted),
      transaction: (work) => this.#writing.run((client) => noteAfter(client, [noted], inTransaction(client, work))),
      position: () => noted.position,
    };
  }

  #writesOn(noted: NotedPosition | undefined): Queryable {
    const notes = noted ? [noted] : [];
    return {
      query: (statement) => this.#writing.run((client) => noteAfter(client, notes, runAndCommit(client, statement))),
      ofRow: (statement, key) => this.#grouped.write({ statement, key, noted }),
    };
  }

  /** For writes that are of no use later: after so many ms nobody waits for them any more, and the server is to cancel them. */
  briefly(ms: number): Queryable {
    return {
      query: async <Row extends object>(statement: Statement) => {
        const signal = AbortSignal.timeout(ms);
        const write = this.#writing.run((client) => runAndCommit<Row>(client, statement), { signal });
        write.catch(() => {}); // also where it is no longer waited for
        return await Promise.race([write, givenUp(signal)]);
      },
    };
  }

  /** For reads that may take long. When the signal is aborted they stop waiting, or are cancelled by the server. */
  searches(signal: AbortSignal): Queryable {
    let again = false;
    return {
      query: async <Row extends object>(statement: Statement) => {
        const rows = await this.#searching.run((client) => run<Row>(client, statement), { signal, again });
        again = true;
        return rows;
      },
    };
  }

  /** Commits what `work` wrote when it returns, rolls it back when it throws. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return await this.#writing.run((client) => inTransaction(client, work));
  }

  /**
   * A connection of its own for long work, without a limit on the time of statements. Where the server has ended it, and nothing
   * tells so, what is asked on it fails a little later.
   * @throws AppError `misconfigured` where a pooler is in between
   */
  async session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return await this.#onItsOwn(async (client) => {
      refusePooler(client);
      return await work(new Session(client));
    });
  }

  /**
   * A connection of its own for long reads of a single moment. They hold nobody up, nor the feed back: they write nothing. When the
   * signal is aborted what they ask is cancelled by the server.
   */
  async snapshot<T>(work: (snapshot: Snapshot) => Promise<T>, { signal }: { signal?: AbortSignal } = {}): Promise<T> {
    const ask = (client: pg.ClientBase) => inSnapshot(client, work);
    const timeoutMs = this.#connectTimeoutMs;
    return await this.#onItsOwn((client) => (signal ? cancellable(client, ask, { signal, timeoutMs }) : ask(client)));
  }

  async #onItsOwn<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    if (this.#isAbandoned) throw new AppError('unavailable', 'This database is not asked any more.');
    const client = new pg.Client(this.#config);
    const working = this.#workOn(client, work);
    const ended = working.catch(() => {}).finally(() => this.#own.delete(client));
    this.#own.set(client, ended);
    return await working;
  }

  /** Until the session is watched each answer is waited for as long as for a connection. */
  async #workOn<T>(client: pg.Client, work: (client: pg.Client) => Promise<T>): Promise<T> {
    client.on('error', () => {}); // the statement under way fails as well
    let endWatch = () => {};
    try {
      await client.connect();
      await greet(client, { statementMs: 0, idleInTransactionMs: 0, answerMs: this.#connectTimeoutMs });
      await endWithClient(client);
      endWatch = await watchSession(client, { probes: this.probes, everyMs: this.#sessionLookMs });
      limitAnswers(client, 0);
      listenTo(client, this.#onStatement);
      return await work(client);
    } catch (error) {
      throw toAppError(error);
    } finally {
      endWatch();
      await takeLeave(client);
    }
  }

  /** Takes leave of the server; of one that is silent for a while, and of work that does not end, it takes none. */
  async close(): Promise<void> {
    const impatient = setTimeout(() => this.abandon(), leaveMs);
    const closing = [this.replica, this.#pipeline, this.#writing, this.#searching].map((part) => part?.close());
    try {
      await Promise.all([...closing, ...this.#own.values()]);
    } finally {
      await Promise.allSettled(closing); // which may need to be cut
      clearTimeout(impatient);
    }
  }

  /** Cuts every connection to it: what is under way on them, or waits for its turn, fails, and so does what is asked later. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const part of [this.#pipeline, this.#writing, this.#searching]) part.abandon();
    for (const client of this.#own.keys()) cut(client);
  }
}

/** A server that went silent does not cancel either. */
async function givenUp(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort');
  throw new Abandoned();
}
