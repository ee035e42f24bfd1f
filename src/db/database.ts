import pg from 'pg';
import { greet, refusePooler, type ServerLimits } from './greet.ts';
import { KeyedReads } from './keyed-reads.ts';
import { Lane } from './lane.ts';
import { PipelinedReads } from './pipelined-reads.ts';
import type { Queryable, Statement } from './queryable.ts';
import { inTransaction, run, runAndCommit, Session, type Transaction } from './session.ts';
import { toAppError } from './sqlstate.ts';
import { valueTypes } from './values.ts';

export type DatabaseOptions = {
  url: string;
  /** Connections for writes. @default 12 */
  writeConnections?: number;
  /** Connections for reads that may take long, each for one at a time. @default 6 */
  searchConnections?: number;
  /** Connections for other reads, each shared by many at once. @default 2 */
  readConnections?: number;
  /** For how long nobody may be served while others wait, in ms: then new ones are refused. @default 500 */
  patienceMs?: number;
  /** Longest a statement may run, in ms; 0: no limit. @default 10000 */
  statementTimeoutMs?: number;
  /** Longest to wait for a connection, in ms. @default 5000 */
  connectTimeoutMs?: number;
  /** Told of connections that break while nobody uses them. */
  onIdleError?: (error: Error) => void;
};

/** So many reads are sent on each shared connection in any case: a round trip of each is less than the patience. */
const fewReads = 16;
const mostReads = 2_048;
const mostTurns = 256;
const idleInTransactionMs = 60_000;

/**
 * The database as the features see it. Quick reads share a few pipelined connections; those that may take long, and writes
 * and transactions, take a connection of their own in turn. Where it is slower than demand they are refused.
 * @throws AppError `overloaded`, whatever is asked of it
 */
export class Database {
  /** Reads whose cost is small and bounded: by primary key, or a page in the order of an index. */
  readonly reads: Queryable;
  /** A read that is never refused, for who watches over the service. */
  readonly probes: Queryable;
  readonly writes: Queryable;
  readonly #writing: Lane;
  readonly #searching: Lane;
  readonly #pipeline: PipelinedReads;
  readonly #config: pg.ClientConfig;

  constructor(options: DatabaseOptions) {
    const config = connectionConfig(options);
    const limits = { statementMs: options.statementTimeoutMs ?? 10_000, idleInTransactionMs };
    const { writeConnections = 12, searchConnections = 6, readConnections = 2, patienceMs = 500 } = options;
    this.#config = config;
    const lane = (connections: number) => openLane(config, limits, { ...options, connections, patienceMs });
    this.#writing = lane(writeConnections);
    this.#searching = lane(searchConnections);
    const rules = { few: fewReads, most: mostReads, patienceMs };
    this.#pipeline = new PipelinedReads({ ...config, pipeline: true }, { connections: readConnections, limits, rules });
    this.reads = {
      query: (statement) => this.#pipeline.query(statement),
      keyed: new KeyedReads({ query: (statement) => this.reads.query(statement) }),
    };
    this.probes = { query: (statement) => this.#pipeline.queryAnyway(statement) };
    this.writes = { query: (statement) => this.#writing.run((client) => runAndCommit(client, statement)) };
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
   * A connection of its own for long work, without a limit on the time of statements.
   * @throws AppError `misconfigured` where a pooler is in between
   */
  async session<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = new pg.Client({ ...this.#config, query_timeout: 0 });
    client.on('error', () => {}); // the statement under way fails as well
    try {
      await client.connect();
      await greet(client, { statementMs: 0, idleInTransactionMs: 0 });
      refusePooler(client);
      return await work(new Session(client));
    } catch (error) {
      throw toAppError(error);
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pipeline.close(), this.#writing.close(), this.#searching.close()]);
  }
}

type LaneSize = Pick<DatabaseOptions, 'connectTimeoutMs' | 'onIdleError'> & { connections: number; patienceMs: number };

function openLane(config: pg.ClientConfig, limits: ServerLimits, size: LaneSize): Lane {
  const { connections, patienceMs, connectTimeoutMs = 5_000, onIdleError = () => {} } = size;
  const onConnect = (client: pg.ClientBase) => greet(client, limits);
  return new Lane(
    { ...config, onConnect },
    { connections, patienceMs, connectTimeoutMs, onIdleError, most: mostTurns },
  );
}

/** How every connection is opened; `greet` sets up the rest. */
function connectionConfig(options: DatabaseOptions): pg.ClientConfig {
  const statementTimeoutMs = options.statementTimeoutMs ?? 10_000;
  return {
    connectionString: options.url,
    application_name: 'pricetrail',
    keepAlive: true,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    // A server that went silent cancels nothing: then the connection is given up a second later.
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + 1_000,
    types: valueTypes,
  };
}
