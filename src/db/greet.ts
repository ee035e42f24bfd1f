import type pg from 'pg';
import { AppError } from '../errors.ts';
import { ask, limitAnswers } from './ask.ts';
import { insideOf } from './client-inside.ts';
import type { Statement } from './queryable.ts';

/** Limits of a connection, in ms; 0: none. The server keeps two of them; a server that went silent keeps none. */
export type Limits = { statementMs: number; idleInTransactionMs: number; answerMs: number };

/** Connections whose server may be another one with each transaction. */
const pooled = new WeakSet<pg.ClientBase>();

/**
 * Sets a new connection up, in one round trip, and finds out whether a pooler such as PgBouncer stands in between: it gives
 * out process ids of its own. Poolers refuse most parameters at the start of a connection, but keep these two for each
 * client; the limits would stay with a server that serves others next, so there they are the role's.
 */
export async function greet(client: pg.ClientBase, limits: Limits): Promise<void> {
  limitAnswers(client, limits.answerMs);
  const ifDirect = (name: string, ms: number) =>
    `CASE WHEN pg_backend_pid() = ${serverProcess(client)} THEN set_config('${name}', '${ms}', false) END`;
  const { rows } = await ask<{ direct: boolean }>(
    client,
    `SELECT pg_backend_pid() = ${serverProcess(client)} AS direct,
       set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO', false),
       ${ifDirect('statement_timeout', limits.statementMs)},
       ${ifDirect('idle_in_transaction_session_timeout', limits.idleInTransactionMs)}`,
  );
  if (rows[0]?.direct !== true) pooled.add(client);
}

/** Two minutes without a sign of the client, whose system answers these by itself: else what it holds would be held for hours. */
const keepAlive =
  "SELECT set_config('tcp_keepalives_idle', '60', false), set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '6', false)";

/**
 * Has the server look once a second whether the client is still there, while it works without a limit of time, and ask for a
 * sign of it while it waits. A pooler ends what a client has left; some systems cannot look.
 */
export async function endWithClient(client: pg.ClientBase): Promise<void> {
  if (isPooled(client)) return;
  await ask(client, "SET client_connection_check_interval = '1s'").catch(() => {});
  await ask(client, keepAlive).catch(() => {});
}

/** The same for a connection that has been greeted, or is just being. */
export function isPooled(client: pg.ClientBase): boolean {
  return pooled.has(client);
}

/** @throws AppError `misconfigured` for what needs a server of its own, such as temporary tables. */
export function refusePooler(client: pg.ClientBase): void {
  if (!isPooled(client)) return;
  throw new AppError(
    'misconfigured',
    'DATABASE_URL leads through a connection pooler, where each transaction may have another server: for this set it to PostgreSQL itself (migrations, imports and the doctor keep what they need on one).',
  );
}

/** A statement as the connection takes it: what was prepared on one server is not there on the next. */
export function asSent(client: pg.ClientBase, { name, ...statement }: Statement): pg.QueryConfig {
  const config = name === undefined || isPooled(client) ? statement : { ...statement, name };
  return config as pg.QueryConfig;
}

/** The process id that the server told at the start. */
function serverProcess(client: pg.ClientBase): number {
  return Number(insideOf(client).processID ?? 0);
}
