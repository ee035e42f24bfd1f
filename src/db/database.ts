import pg from 'pg';
import { AppError, type ErrorCode } from '../errors.ts';
import { PipelinedReads } from './pipelined-reads.ts';
import type { Queryable } from './queryable.ts';
import { inTransaction, rethrow, runAndCommit, Session, type Transaction } from './session.ts';
import { toAppError } from './sqlstate.ts';
import { valueTypes } from './values.ts';

export type DatabaseOptions = {
  url: string;
  /** Connections for writes. @default 10 */
  writeConnections?: number;
  /** Connections for reads, each shared by many reads at once. @default 2 */
  readConnections?: number;
  /** Longest a statement may run, in ms; 0: no limit. @default 10000 */
  statementTimeoutMs?: number;
  /** Longest to wait for a connection, in ms. @default 5000 */
  connectTimeoutMs?: number;
  /** Told of connections that break while nobody uses them. */
  onIdleError?: (error: Error) => void;
};

/** After any other failure a connection is closed: it may be broken, or may not have rolled back. */
const keepsConnection: ReadonlySet<ErrorCode> = new Set([
  ...(['invalid', 'not_found', 'conflict', 'stale', 'key_reused', 'in_progress'] as const),
]);

/**
 * The database as the features see it. Reads of one statement share a few pipelined connections; writes and
 * transactions take a connection of a pool.
 */
export class Database {
  readonly reads: Queryable;
  readonly writes: Queryable;
  readonly #pool: pg.Pool;
  readonly #pipeline: PipelinedReads;
  readonly #config: pg.ClientConfig;

  constructor(options: DatabaseOptions) {
    const config = connectionConfig(options);
    this.#config = config;
    this.#pool = new pg.Pool({ ...config, max: options.writeConnections ?? 10, idleTimeoutMillis: 30_000 });
    this.#pool.on('error', (error) => options.onIdleError?.(error));
    this.#pool.on('connect', (client) => client.on('error', () => {})); // the statement under way fails as well
    this.#pipeline = new PipelinedReads({ ...config, pipeline: true }, options.readConnections ?? 2);
    this.reads = { query: (statement) => this.#pipeline.query(statement) };
    this.writes = { query: (statement) => this.#withClient((client) => runAndCommit(client, statement)) };
  }

  /** Commits what `work` wrote when it returns, rolls it back when it throws. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return await this.#withClient((client) => inTransaction(client, work));
  }

  /** A connection of its own for long work, without a limit on the time of statements. */
  async session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = new pg.Client({
      ...this.#config,
      ...{ statement_timeout: 0, query_timeout: 0, idle_in_transaction_session_timeout: 0 },
    });
    client.on('error', () => {}); // the statement under way fails as well
    try {
      await client.connect();
      return await work(new Session(client));
    } catch (error) {
      throw toAppError(error);
    } finally {
      await client.end();
    }
  }

  async #withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch(rethrow);
    let reusable = false;
    try {
      const result = await work(client);
      reusable = true;
      return result;
    } catch (error) {
      reusable = error instanceof AppError && keepsConnection.has(error.code);
      throw error;
    } finally {
      client.release(!reusable);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pipeline.close(), this.#pool.end()]);
  }
}

/** How every connection is set up. */
function connectionConfig(options: DatabaseOptions): pg.ClientConfig {
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000;
  return {
    connectionString: options.url,
    application_name: 'pricetrail',
    keepAlive: true,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: statementTimeoutMs,
    // A server that went silent cancels nothing: then the connection is given up a second later.
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + 1_000,
    idle_in_transaction_session_timeout: 60_000,
    options: '-c timezone=UTC -c datestyle=ISO',
    types: valueTypes,
  };
}
