import type pg from 'pg';
import { listenTo, type StatementListener } from './ask.ts';
import { greet, type Limits } from './greet.ts';
import { Lane } from './lane.ts';
import { PipelinedReads } from './pipelined-reads.ts';
import type { TurnsOptions } from './turns.ts';
import { valueTypes } from './values.ts';

export type ConnectionOptions = {
  url: string;
  /** For how long nobody may be served while others wait, in ms: then new ones are refused. @default 500 */
  patienceMs?: number;
  /** Longest a statement may run, in ms; 0: no limit. @default 10000 */
  statementTimeoutMs?: number;
  /** Longest to wait for an answer to a quick read, in ms. @default the limit of statements, and a second */
  answerTimeoutMs?: number;
  /** Longest to wait for a turn, and for a connection, in ms. @default 5000 */
  connectTimeoutMs?: number;
  /** Told of each statement, in the asynchronous context of who asks. */
  onStatement?: StatementListener | undefined;
  /** Told of connections that break while nobody uses them. */
  onIdleError?: (error: Error) => void;
};

/** So many reads are sent on each shared connection in any case: a round trip of each is less than the patience. */
const fewReads = 16;
const mostReads = 2_048;
const mostTurns = 256;
const idleInTransactionMs = 60_000;
const usualPatienceMs = 500;
const usualConnectTimeoutMs = 5_000;

/** Connections each for one at a time; with `pipeline` that one may send several statements at once, and copies nothing. */
export function openLane(options: ConnectionOptions, { connections, pipeline = false }: LaneShape): Lane {
  const { onIdleError = () => {}, onStatement } = options;
  const limits = limitsOf(options);
  const welcome = async (client: pg.ClientBase) => {
    await greet(client, limits);
    listenTo(client, onStatement);
  };
  return new Lane(
    { ...connectionConfig(options), pipeline },
    { connections, onIdleError, greet: welcome, ...turnsOptions(options) },
  );
}

type LaneShape = { connections: number; pipeline?: boolean };

/** How requests wait for a turn, wherever they do. */
export function turnsOptions(options: ConnectionOptions): TurnsOptions {
  const { patienceMs = usualPatienceMs, connectTimeoutMs = usualConnectTimeoutMs } = options;
  return { patienceMs, most: mostTurns, timeoutMs: connectTimeoutMs };
}

/** Connections each shared by many reads at once. */
export function openPipeline(options: ConnectionOptions, connections: number): PipelinedReads {
  const { patienceMs = usualPatienceMs, answerTimeoutMs, onStatement } = options;
  const limits = limitsOf(options);
  return new PipelinedReads(
    { ...connectionConfig(options), pipeline: true },
    {
      ...{ connections, onStatement, rules: { few: fewReads, most: mostReads, patienceMs } },
      limits: { ...limits, answerMs: answerTimeoutMs ?? limits.answerMs },
    },
  );
}

/** How every connection is opened; `greet` sets up the rest. */
export function connectionConfig(options: ConnectionOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: 'pricetrail',
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000, // the system's own is two hours
    connectionTimeoutMillis: options.connectTimeoutMs ?? usualConnectTimeoutMs,
    types: valueTypes,
  };
}

/** A server that went silent cancels nothing: then the connection is given up a second later. */
function limitsOf({ statementTimeoutMs: statementMs = 10_000 }: ConnectionOptions): Limits {
  return { statementMs, idleInTransactionMs, answerMs: statementMs === 0 ? 0 : statementMs + 1_000 };
}
