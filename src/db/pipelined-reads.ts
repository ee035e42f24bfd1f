import pg from 'pg';
import { AppError } from '../errors.ts';
import { ask, listenTo, type StatementListener } from './ask.ts';
import { cut } from './cut.ts';
import { asSent, greet, type Limits } from './greet.ts';
import type { Load } from './load.ts';
import type { Queryable, Rows, Statement } from './queryable.ts';
import { toRows } from './session.ts';
import { toAppError } from './sqlstate.ts';
import { overloaded, WaitingRoom, type WaitingRules } from './waiting-room.ts';
import { hasReplayed, type WalPosition } from './wal-position.ts';

/** A connection, which is opened when it is needed, and the reads whose answers it owes. */
type Line = { opened: Opened | undefined; owed: number; readonly room: WaitingRoom };
type Opened = { readonly client: pg.Client; readonly ready: Promise<pg.Client> };

export type PipelineOptions = {
  connections: number;
  limits: Limits;
  rules: WaitingRules;
  onStatement: StatementListener | undefined;
};

/**
 * Spreads reads over a few connections in pipeline mode: a read is sent at once, without waiting for the answers of
 * those before it. A connection that breaks fails the reads on it and is replaced by the next one. One whose answers are
 * late is given no more reads; where all are, reads are refused.
 */
export class PipelinedReads implements Queryable {
  readonly #config: pg.ClientConfig;
  readonly #limits: Limits;
  readonly #onStatement: StatementListener | undefined;
  readonly #lines: readonly Line[];
  #isAbandoned = false;

  constructor(config: pg.ClientConfig, { connections, limits, rules, onStatement }: PipelineOptions) {
    this.#config = config;
    this.#limits = limits;
    this.#onStatement = onStatement;
    this.#lines = Array.from({ length: connections }, () => ({
      opened: undefined,
      owed: 0,
      room: new WaitingRoom(rules),
    }));
  }

  /** @throws AppError `overloaded`, `unavailable` */
  async query<Row extends object>(statement: Statement): Promise<Rows<Row>> {
    return await this.#admit((line) => this.#read<Row>(line, statement));
  }

  /** Undefined where the server is no standby that has replayed so much; it is asked in the same round trip. */
  async queryAfter<Row extends object>(statement: Statement, position: WalPosition): Promise<Rows<Row> | undefined> {
    return await this.#admit((line) =>
      this.#use(line, async (client) => await readAfter<Row>(client, statement, position)),
    );
  }

  /** The same, and never refused: for the few that watch over the service. */
  async queryAnyway<Row extends object>(statement: Statement): Promise<Rows<Row>> {
    const line = leastBusy(this.#lines);
    if (!line) throw overloaded();
    return await this.#read(line, statement);
  }

  /** Asks on each connection, and never refuses. */
  async queryEach<Row extends object>(statement: Statement): Promise<Row[]> {
    const all = await Promise.all(this.#lines.map((line) => this.#read<Row>(line, statement)));
    return all.flatMap(({ rows }) => rows);
  }

  /** Each connection is shared: what is asked on those that are busy waits for its answer, not for a turn. */
  get load(): Load {
    const owing = this.#lines.filter(({ owed }) => owed > 0);
    const waiting = owing.reduce((sum, { owed }) => sum + owed, 0);
    return { connections: this.#lines.length, busy: owing.length, waiting };
  }

  /** Cuts every connection: what is under way on them fails at once, and so does what is asked later. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const { opened } of this.#lines) if (opened) cut(opened.client);
  }

  async close(): Promise<void> {
    await Promise.all(this.#lines.map(async ({ opened }) => (await opened?.ready.catch(() => undefined))?.end()));
  }

  async #admit<T>(read: (line: Line) => Promise<T>): Promise<T> {
    const now = performance.now();
    const line = leastBusy(this.#lines.filter(({ room }) => room.isOpen(now)));
    const visitor = line?.room.enter(now);
    if (!line || !visitor) throw overloaded();
    try {
      const result = await read(line);
      line.room.leave(visitor);
      line.room.progress();
      return result;
    } catch (error) {
      line.room.leave(visitor);
      throw error;
    }
  }

  async #read<Row extends object>(line: Line, statement: Statement): Promise<Rows<Row>> {
    return await this.#use(line, async (client) => toRows(await ask<Row>(client, asSent(client, statement))));
  }

  async #use<T>(line: Line, work: (client: pg.Client) => Promise<T>): Promise<T> {
    if (this.#isAbandoned) throw new AppError('unavailable', 'This database is not asked any more.');
    line.owed += 1;
    try {
      line.opened ??= this.#open(line);
      return await work(await line.opened.ready);
    } catch (error) {
      throw toAppError(error);
    } finally {
      line.owed -= 1;
    }
  }

  #open(line: Line): Opened {
    const client = new pg.Client(this.#config);
    const opened = { client, ready: connect(client, this.#limits) };
    const forget = () => {
      if (line.opened === opened) line.opened = undefined;
    };
    client.once('end', forget).on('error', forget);
    opened.ready.then(() => listenTo(client, this.#onStatement), forget);
    return opened;
  }
}

/** Both are sent at once; the answer to the read is not waited for where it is of no use. */
async function readAfter<Row extends object>(client: pg.Client, statement: Statement, position: WalPosition) {
  const replayed = hasReplayed(client, position);
  const read = ask<Row>(client, asSent(client, statement));
  read.catch(() => {});
  return (await replayed) ? toRows(await read) : undefined;
}

async function connect(client: pg.Client, limits: Limits): Promise<pg.Client> {
  try {
    await client.connect();
    await greet(client, limits);
    return client;
  } catch (error) {
    void client.end().catch(() => {});
    throw error;
  }
}

function leastBusy(lines: readonly Line[]): Line | undefined {
  return lines.reduce<Line | undefined>((best, line) => (best && best.owed <= line.owed ? best : line), undefined);
}
