import pg from 'pg';
import { AppError, type ErrorCode } from '../errors.ts';
import { Abandoned, cancellable } from './cancellable.ts';
import { cut } from './cut.ts';
import type { Load } from './load.ts';
import { rethrow } from './session.ts';
import { type TurnOptions, Turns, type TurnsOptions } from './turns.ts';

export type LaneOptions = {
  connections: number;
  /** Sets a new connection up. */
  greet: (client: pg.ClientBase) => Promise<void>;
  onIdleError: (error: Error) => void;
} & TurnsOptions;

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
  readonly #turns: Turns;
  readonly #open = new Set<pg.ClientBase>();
  #running = 0;
  #ended: Promise<void> | undefined;
  #isAbandoned = false;

  constructor(config: pg.ClientConfig, options: LaneOptions) {
    this.#options = options;
    this.#turns = new Turns(options);
    const sizes = { max: options.connections, idleTimeoutMillis: 30_000 };
    const Client = notedIn(this.#open);
    this.#pool = new pg.Pool({ ...config, ...sizes, Client, onConnect: (client) => this.#welcome(client) });
    this.#pool.on('error', options.onIdleError);
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
      if (!this.#turns.passOn()) this.#running -= 1;
      if (served) this.#turns.progress();
    }
  }

  /** What is under way on it, and waits. */
  get load(): Load {
    return { connections: this.#options.connections, busy: this.#running, waiting: this.#turns.waiting };
  }

  /** Cuts every connection: what is under way on them, or waits for its turn, fails. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const client of this.#open) cut(client);
    void this.close();
  }

  async close(): Promise<void> {
    this.#ended ??= this.#pool.end();
    await this.#ended;
  }

  async #welcome(client: pg.ClientBase): Promise<void> {
    client.on('error', () => {}); // the statement under way fails as well
    await this.#options.greet(client);
  }

  async #turn(options: TurnOptions): Promise<void> {
    if (options.signal?.aborted) throw new Abandoned();
    if (this.#running === this.#options.connections) await this.#turns.wait(options);
    else this.#running += 1;
  }

  async #withClient<T>(work: (client: pg.PoolClient) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    if (this.#isAbandoned) throw new AppError('unavailable', 'This database is not asked any more.');
    const client = await this.#pool.connect().catch(rethrow);
    let reusable = false;
    try {
      const { timeoutMs } = this.#options;
      const result = await (signal ? cancellable(client, work, { signal, timeoutMs }) : work(client));
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

/** Clients that are in the set as long as they may have a connection, also while it is being opened. */
function notedIn(open: Set<pg.ClientBase>): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      open.add(this);
      this.once('end', () => open.delete(this));
    }
  };
}

function leavesUsable(error: unknown): boolean {
  if (error instanceof Abandoned) return error.reusable;
  return error instanceof AppError && keepsConnection.has(error.code);
}
