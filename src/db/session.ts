import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { ask } from './ask.ts';
import { asSent } from './greet.ts';
import type { Queryable, Rows, Statement } from './queryable.ts';
import { isLost, outcomeUnknown, toAppError } from './sqlstate.ts';

declare const open: unique symbol;

/** An open transaction: what must be atomic asks for this, so that it cannot be given a pool. */
export interface Transaction extends Queryable {
  readonly [open]: true;
}

/** One on a connection that takes rows by COPY: those of a lane of writes, in pipeline mode, do not. */
export interface BulkTransaction extends Transaction {
  /** Sends rows in the text format of COPY; `statement` is a `COPY … FROM STDIN`. */
  copy(statement: string, rows: AsyncIterable<string>): Promise<void>;
}

/** Everything that is asked of it sees the same moment; it writes nothing. */
export interface Snapshot extends Queryable {
  /**
   * The rows of a query in a format of COPY, as they are read. Values stand in its text, see `literal`.
   * @throws AppError `unavailable` on the way
   */
  copyOut(query: string, format: 'text' | 'binary' | 'csv'): AsyncIterable<Buffer>;
}

/** One connection, which keeps what it has beyond a transaction: temporary tables, settings. */
export class Session implements Queryable {
  readonly #client: pg.ClientBase;

  constructor(client: pg.ClientBase) {
    this.#client = client;
  }

  async query<Row extends object>(statement: Statement): Promise<Rows<Row>> {
    return await run(this.#client, statement);
  }

  /** Commits what `work` wrote when it returns, rolls it back when it throws. */
  async transaction<T>(work: (tx: BulkTransaction) => Promise<T>): Promise<T> {
    return await inTransaction(this.#client, work);
  }
}

export async function inTransaction<T>(client: pg.ClientBase, work: (tx: BulkTransaction) => Promise<T>): Promise<T> {
  const result = await rollingBack(client, async () => {
    await ask(client, 'BEGIN ISOLATION LEVEL READ COMMITTED'); // whatever the database's default is
    return await work(asTransaction(client));
  });
  await ask(client, 'COMMIT').catch(rethrowUncertain);
  return result;
}

/**
 * Through a pooler the limits are those of the role: here they are lifted until the transaction ends. Where it fails the
 * connection is of no more use: rows that nobody reads may still be on the way.
 */
export async function inSnapshot<T>(client: pg.ClientBase, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const lift =
    "set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)";
  await ask(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY').catch(rethrow);
  await ask(client, `SELECT ${lift}`).catch(rethrow);
  const result = await work({
    query: (statement) => run(client, statement),
    copyOut: (query, format) => copied(client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT ${format})`))),
  });
  await ask(client, 'COMMIT').catch(rethrow);
  return result;
}

/** What reads it is told of a failure as of those of other statements; as a stream it would hand on that of `pg`. */
function copied(rows: Readable): AsyncIterable<Buffer> {
  rows.on('error', () => {}); // before it is read
  return told(rows);
}

async function* told(rows: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* rows;
  } catch (error) {
    throw toAppError(error);
  }
}

async function rollingBack<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await ask(client, 'ROLLBACK').catch(() => {}); // a connection that is gone has rolled back
    throw toAppError(error);
  }
}

/** Nothing but this function makes a Transaction, and only after BEGIN. */
function asTransaction(client: pg.ClientBase): BulkTransaction {
  return {
    query: (statement: Statement) => run(client, statement),
    copy: async (statement: string, rows: AsyncIterable<string>) => {
      const target: Writable = client.query(copyFrom(statement));
      // A stream as it is: its iterator, when the connection is lost, would wait for what comes next.
      const source = rows instanceof Readable ? rows : Readable.from(rows, { objectMode: true });
      await pipeline(source, target).catch(rethrow);
    },
  } as BulkTransaction;
}

export async function run<Row extends object>(on: pg.ClientBase, statement: Statement): Promise<Rows<Row>> {
  return toRows(await ask<Row>(on, asSent(on, statement)).catch(rethrow));
}

/** A statement that commits by itself: where the connection is lost under it, nobody knows whether it did. */
export async function runAndCommit<Row extends object>(on: pg.ClientBase, statement: Statement): Promise<Rows<Row>> {
  return toRows(await ask<Row>(on, asSent(on, statement)).catch(rethrowUncertain));
}

export function toRows<Row extends object>({ rows, rowCount }: pg.QueryResult<Row>): Rows<Row> {
  return { rows, rowCount: rowCount ?? 0 };
}

function rethrowUncertain(error: unknown): never {
  throw isLost(error) ? outcomeUnknown(error) : toAppError(error);
}

export function rethrow(error: unknown): never {
  throw toAppError(error);
}
