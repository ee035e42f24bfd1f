import type pg from 'pg';
import { greet } from './greet.ts';
import { Lane } from './lane.ts';
import { PipelinedReads } from './pipelined-reads.ts';
import { valueTypes } from './values.ts';

export type ConnectionOptions = {
  url: string;
  /** For how long nobody may be served while others wait, in ms: then new ones are refused. @default 500 */
  patienceMs?: number;
  /** Longest a statement may run, in ms; 0: no limit. @default 10000 */
  statementTimeoutMs?: number;
  /** Longest to wait for an answer to a quick read, in ms. @default the limit of statements, and a second */
  answerTimeoutMs?: number;
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
const usualPatienceMs = 500;

/** Connections each for one at a time. */
export function openLane(options: ConnectionOptions, connections: number): Lane {
  const { patienceMs = usualPatienceMs, connectTimeoutMs = 5_000, onIdleError = () => {} } = options;
  const onConnect = (client: pg.ClientBase) => greet(client, limitsOf(options));
  return new Lane(
    { ...connectionConfig(options), onConnect },
    { connections, patienceMs, connectTimeoutMs, onIdleError, most: mostTurns },
  );
}

/** Connections each shared by many reads at once. */
export function openPipeline(options: ConnectionOptions, connections: number): PipelinedReads {
  const { patienceMs = usualPatienceMs, answerTimeoutMs } = options;
  const config = { ...connectionConfig(options), pipeline: true };
  return new PipelinedReads(answerTimeoutMs === undefined ? config : { ...config, query_timeout: answerTimeoutMs }, {
    ...{ connections, limits: limitsOf(options), rules: { few: fewReads, most: mostReads, patienceMs } },
  });
}

/** How every connection is opened; `greet` sets up the rest. */
export function connectionConfig(options: ConnectionOptions): pg.ClientConfig {
  const { statementMs } = limitsOf(options);
  return {
    connectionString: options.url,
    application_name: 'pricetrail',
    keepAlive: true,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    // A server that went silent cancels nothing: then the connection is given up a second later.
    query_timeout: statementMs === 0 ? 0 : statementMs + 1_000,
    types: valueTypes,
  };
}

function limitsOf({ statementTimeoutMs = 10_000 }: ConnectionOptions) {
  return { statementMs: statementTimeoutMs, idleInTransactionMs };
}
