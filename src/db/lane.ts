import pg from 'pg';
import { AppError, type ErrorCode } from '../errors.ts';
import { Abandoned, cancellable } from './cancellable.ts';
import { cut } from './cut.ts';
import { rethrow } from './session.ts';
import { overloaded, type Visitor, WaitingRoom, type WaitingRules } from './waiting-room.ts';

export type LaneOptions = {
  connections: number;
  /** Longest to wait for a turn, and for a connection, in ms. */
  connectTimeoutMs: number;
  onIdleError: (error: Error) => void;
} & Omit<WaitingRules, 'few'>;

/** `again`: the same request has been served before, and is not refused now. */
export type TurnOptions = { signal?: AbortSignal | undefined; again?: boolean };

type Turn = { visitor: Visitor; take: () => void };

/** After any other failure a connection is closed: it may be broken, or may not have rolled back. */
const keepsConnection: ReadonlySet<ErrorCode> = new Set([
  ...(['invalid', 'not_found', 'conflict', 'stale', 'key_reused', 'in_progress'] as const),
]);

/** After these nobody was served. */
const failures: ReadonlySet<ErrorCode> = new Set(['unavailable', 'outcome_unknown'] as const);

/** A few connections, each for one at a time; the others wait for their turn, in order, or are refused. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #pool: pg.Pool;
  readonly #room: WaitingRoom;
  readonly #turns = new Set<Turn>();
  readonly #open = new Set<pg.ClientBase>();
  #running = 0;

  constructor(config: pg.PoolConfig, options: LaneOptions) {
    this.#options = options;
    this.#room = new WaitingRoom({ few: 0, ...options });
    this.#pool = new pg.Pool({ ...config, max: options.connections, idleTimeoutMillis: 30_000 });
    this.#pool.on('error', options.onIdleError);
    this.#pool.on('connect', (client) => {
      client.on('error', () => {}); // the statement under way fails as well
      this.#open.add(client);
    });
    this.#pool.on('remove', (client) => this.#open.delete(client));
  }

  /**
   * Does the work with a connection. Where the signal is aborted it leaves the queue, or the server cancels the statement.
   * @throws AppError `overloaded` at once, or after waiting for too long; and what the work throws.
   */
  async run<T>(work: (client: pg.PoolClient) => Promise<T>, options: TurnOptions = {}): Promise<T> {
    const { signal } = options;
    await this.#turn(options);
    let served = false;
    try {
      const result = await this.#withClient(work, signal);
      served = true;
      return result;
    } catch (error) {
      served = error instanceof AppError && !failures.has(error.code);
      throw error;
    } finally {
      this.#passOn(served);
    }
  }

  /** Cuts every connection: what is under way on them, or waits for its turn, fails. */
  abandon(): void {
    for (const client of this.#open) cut(client);
    void this.#pool.end().catch(() => {}); // it may have ended already
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #turn({ signal, again }: TurnOptions): Promise<void> {
    if (signal?.aborted) throw new Abandoned();
    if (this.#running < this.#options.connections) {
      this.#running += 1;
      return;
    }
    const visitor = this.#room.enter(performance.now(), again);
    if (!visitor) throw overloaded();
    await this.#wait(visitor, signal);
  }

  async #wait(visitor: Visitor, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const turn = { visitor, take: resolve };
    const giveUp = (failure: AppError) => {
      this.#turns.delete(turn);
      this.#room.leave(visitor);
      reject(failure);
    };
    const onAbort = () => giveUp(new Abandoned());
    const timer = setTimeout(() => giveUp(overloaded()), this.#options.connectTimeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    this.#turns.add(turn);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** The place of one that has ended goes to who has waited longest. */
  #passOn(served: boolean): void {
    const [next] = this.#turns;
    if (next) {
      this.#turns.delete(next);
      this.#room.leave(next.visitor);
      next.take();
    } else {
      this.#running -= 1;
    }
    if (served) this.#room.progress();
  }

  async #withClient<T>(work: (client: pg.PoolClient) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const client = await this.#pool.connect().catch(rethrow);
    let reusable = false;
    try {
      const { connectTimeoutMs } = this.#options;
      const result = await (signal ? cancellable(client, work, { signal, timeoutMs: connectTimeoutMs }) : work(client));
      reusable = true;
      return result;
    } catch (error) {
      reusable = leavesUsable(error);
      throw error;
    } finally {
      client.release(!reusable);
    }
  }
}

function leavesUsable(error: unknown): boolean {
  if (error instanceof Abandoned) return error.reusable;
  return error instanceof AppError && keepsConnection.has(error.code);
}
