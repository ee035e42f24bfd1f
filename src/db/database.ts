import pg from 'pg';
import { PipelinedReads } from './pipelined-reads.ts';
import type { Queryable, Rows, Statement } from './queryable.ts';
import { toAppError } from './sqlstate.ts';
import { valueTypes } from './values.ts';

declare const open: unique symbol;

/** An open transaction: what must be atomic asks for this, so that it cannot be given a pool. */
export interface Transaction extends Queryable {
  readonly [open]: true;
  /** The connection itself, for COPY. */
  readonly client: pg.ClientBase;
}

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

/**
 * The database as the features see it. Reads of one statement share a few pipelined connections; writes and
 * transactions take a connection of a pool.
 */
export class Database {
  readonly reads: Queryable;
  readonly writes: Queryable;
  readonly #pool: pg.Pool;
  readonly #pipeline: PipelinedReads;

  constructor(options: DatabaseOptions) {
    const config = connectionConfig(options);
    this.#pool = new pg.Pool({ ...config, max: options.writeConnections ?? 10, idleTimeoutMillis: 30_000 });
    this.#pool.on('error', (error) => options.onIdleError?.(error));
    this.#pipeline = new PipelinedReads({ ...config, pipeline: true }, options.readConnections ?? 2);
    this.reads = { query: (statement) => this.#pipeline.query(statement) };
    this.writes = { query: (statement) => run(this.#pool, statement) };
  }

  /** Commits what `work` wrote when it returns, rolls it back when it throws. */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect().catch(rethrow);
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(asTransaction(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
      throw toAppError(error);
    } finally {
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pipeline.close(), this.#pool.end()]);
  }
}

/** How every connection of the product is set up. */
export function connectionConfig(options: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: 'pricetrail',
    keepAlive: true,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    idle_in_transaction_session_timeout: 60_000,
    options: '-c timezone=UTC -c datestyle=ISO',
    types: valueTypes,
  };
}

/** The caller has begun a transaction on this connection. */
export function asTransaction(client: pg.ClientBase): Transaction {
  return { client, query: (statement: Statement) => run(client, statement) } as Transaction;
}

async function run<Row extends object>(on: pg.ClientBase | pg.Pool, statement: Statement): Promise<Rows<Row>> {
  const result = await on.query<Row>(statement as pg.QueryConfig).catch(rethrow);
  return { rows: result.rows, rowCount: result.rowCount ?? 0 };
}

function rethrow(error: unknown): never {
  throw toAppError(error);
}
