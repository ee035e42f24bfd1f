import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionOptions } from './connections.ts';
import { rowsOfKey } from './keyed-reads.ts';
import type { KeyedStatement, Queryable, Rows, Statement } from './queryable.ts';
import { type ConnectionCounts, ReplicaConnections } from './replica-connections.ts';
import { answersForPrimary, meansLost, reasonOf } from './replica-failures.ts';
import { seenOf } from './replica-look.ts';
import { ReplicaState, type ReplicaTurn } from './replica-state.ts';
import { type Standing, selectStanding, standing, type WalPosition } from './wal-position.ts';

export type ReplicaOptions = {
  url: string;
  /** How far behind the primary it may be, in ms. */
  lagMs: number;
  /** It is given up when a quick read or a look takes longer, and with it the searches that it hangs on. @default 1000 */
  answerTimeoutMs?: number;
};

/** Where reads go that the replica does not answer. */
type Primary = { reads: Queryable; probes: Queryable; searches(signal: AbortSignal): Queryable };

type Sizes = ConnectionCounts & { primary: Primary };

/** Told of each change of how the replica is used; `why` where it was given up. */
export type ReplicaListener = (turn: ReplicaTurn, why: string | undefined) => void;

/** A request that the primary has answered goes on there: it would not see what is older. */
type Way = { toPrimary: boolean };

const lookEveryMs = 1_000;
/** The primary is asked for its position for so long. */
const positionTimeoutMs = 1_000;
const closeTimeoutMs = 1_000;

/**
 * A streaming replica that answers reads as long as it can, and the primary where it cannot: whatever it fails with, the
 * same read is made there. A position that a read has to see is asked for on the connection that answers it.
 */
export class Replica {
  readonly #state: ReplicaState;
  readonly #primary: Primary;
  readonly #open: () => ReplicaConnections;
  readonly #timer: NodeJS.Timeout;
  #connections: ReplicaConnections;
  #isClosed = false;
  #looking: Promise<void> | undefined;
  #listener: ReplicaListener = () => {};
  #told: Parameters<ReplicaListener> | undefined;

  constructor({ url, lagMs, answerTimeoutMs = 1_000 }: ReplicaOptions, options: ConnectionOptions & Sizes) {
    const limits = { ...options, url, answerTimeoutMs, connectTimeoutMs: answerTimeoutMs };
    this.#open = () => new ReplicaConnections(limits, options);
    this.#connections = this.#open();
    this.#primary = options.primary;
    this.#state = new ReplicaState({ lagMs });
    this.#timer = setInterval(() => this.#look(), lookEveryMs).unref();
    this.#look();
  }

  /** Whether it answers reads at the moment. */
  get isUsed(): boolean {
    return this.#state.isUsable;
  }

  /** Tells of what is so, and what changes from now on. */
  listen(listener: ReplicaListener): void {
    this.#listener = listener;
    if (this.#told) listener(...this.#told);
  }

  readsAfter(position: WalPosition | undefined): Queryable {
    const { reads } = this.#primary;
    if (!this.#state.isUsable) return reads;
    const way: Way = { toPrimary: false };
    const query = <Row extends object>(statement: Statement) =>
      this.#answer<Rows<Row>>(
        way,
        (on) => on.read(statement, position),
        () => reads.query(statement),
      );
    if (position !== undefined) return { query };
    const rows = <Row extends { id: number }>(statement: KeyedStatement, key: string) =>
      this.#answer<Row[]>(
        way,
        (on) => on.keyed.rows(statement, key),
        () => rowsOfKey(reads, statement, key),
      );
    return { query, keyed: { rows } };
  }

  searchesAfter(position: WalPosition | undefined, signal: AbortSignal): Queryable {
    const searches = this.#primary.searches(signal);
    if (!this.#state.isUsable) return searches;
    const way: Way = { toPrimary: false };
    return {
      query: (statement) =>
        this.#answer(
          way,
          (on) => on.search(statement, { position, signal }),
          () => searches.query(statement),
        ),
    };
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#isClosed = true;
    await Promise.race([this.#connections.close(), sleep(closeTimeoutMs, undefined, { ref: false })]);
    this.#connections.abandon(); // one that hangs takes no leave
    await this.#looking;
  }

  /** @param replica undefined where it has not got so far */
  async #answer<T>(
    way: Way,
    replica: (on: ReplicaConnections) => Promise<T | undefined>,
    primary: () => Promise<T>,
  ): Promise<T> {
    if (!way.toPrimary && this.#state.isUsable) {
      const on = this.#connections;
      try {
        const answer = await replica(on);
        if (answer !== undefined) return answer;
      } catch (error) {
        if (answersForPrimary(error)) throw error;
        if (meansLost(error)) this.#giveUp(on, error);
      }
    }
    way.toPrimary = true;
    return await primary();
  }

  #giveUp(on: ReplicaConnections, error: unknown): void {
    if (on !== this.#connections || this.#isClosed) return; // that was told by others on them
    this.#connections = this.#open();
    on.abandon();
    const turn = this.#state.failed(performance.now());
    if (turn) this.#tell(turn, reasonOf(error));
  }

  #tell(turn: ReplicaTurn, why?: string): void {
    this.#told = [turn, why];
    this.#listener(turn, why);
  }

  #look(): void {
    if (this.#looking || !this.#state.isDue(performance.now())) return;
    this.#looking = this.#lookNow().finally(() => {
      this.#looking = undefined;
    });
  }

  async #lookNow(): Promise<void> {
    const on = this.#connections;
    try {
      const replicas = await on.reads.queryEach<Standing>(standing);
      const now = seenOf(replicas, await this.#standingOfPrimary());
      if (on !== this.#connections) return; // it was given up meanwhile
      const turn = this.#state.looked(performance.now(), now);
      if (turn) this.#tell(turn);
    } catch (error) {
      if (meansLost(error)) this.#giveUp(on, error); // or the look was in the way of what it replays
    }
  }

  /** Asked after the replica, which can never be ahead of it. */
  async #standingOfPrimary(): Promise<Standing | undefined> {
    const asked = selectStanding(this.#primary.probes).catch(() => undefined);
    return await Promise.race([asked, sleep(positionTimeoutMs, undefined, { ref: false })]);
  }
}
