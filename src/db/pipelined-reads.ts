import pg from 'pg';
import { asSent, greet, type ServerLimits } from './greet.ts';
import type { Queryable, Rows, Statement } from './queryable.ts';
import { toAppError } from './sqlstate.ts';
import { overloaded, WaitingRoom, type WaitingRules } from './waiting-room.ts';

/** A connection, which is opened when it is needed, and the reads whose answers it owes. */
type Line = { client: Promise<pg.Client> | undefined; owed: number; readonly room: WaitingRoom };

export type PipelineOptions = { connections: number; limits: ServerLimits; rules: WaitingRules };

/**
 * Spreads reads over a few connections in pipeline mode: a read is sent at once, without waiting for the answers of
 * those before it. A connection that breaks fails the reads on it and is replaced by the next one. One whose answers are
 * late is given no more reads; where all are, reads are refused.
 */
export class PipelinedReads implements Queryable {
  readonly #config: pg.ClientConfig;
  readonly #limits: ServerLimits;
  readonly #lines: readonly Line[];

  constructor(config: pg.ClientConfig, { connections, limits, rules }: PipelineOptions) {
    this.#config = config;
    this.#limits = limits;
    this.#lines = Array.from({ length: connections }, () => ({
      client: undefined,
      owed: 0,
      room: new WaitingRoom(rules),
    }));
  }

  /** @throws AppError `overloaded`, `unavailable` */
  async query<Row extends object>(statement: Statement): Promise<Rows<Row>> {
    const now = performance.now();
    const line = leastBusy(this.#lines.filter(({ room }) => room.isOpen(now)));
    const visitor = line?.room.enter(now);
    if (!line || !visitor) throw overloaded();
    try {
      const result = await this.#read<Row>(line, statement);
      line.room.leave(visitor);
      line.room.progress();
      return result;
    } catch (error) {
      line.room.leave(visitor);
      throw error;
    }
  }

  /** The same, and never refused: for the few that watch over the service. */
  async queryAnyway<Row extends object>(statement: Statement): Promise<Rows<Row>> {
    const line = leastBusy(this.#lines);
    if (!line) throw overloaded();
    return await this.#read(line, statement);
  }

  async close(): Promise<void> {
    await Promise.all(this.#lines.map(async ({ client }) => (await client?.catch(() => undefined))?.end()));
  }

  async #read<Row extends object>(line: Line, statement: Statement): Promise<Rows<Row>> {
    line.owed += 1;
    try {
      line.client ??= this.#open(line);
      const client = await line.client;
      const result = await client.query<Row>(asSent(client, statement));
      return { rows: result.rows, rowCount: result.rowCount ?? 0 };
    } catch (error) {
      throw toAppError(error);
    } finally {
      line.owed -= 1;
    }
  }

  #open(line: Line): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    const opened = connect(client, this.#limits);
    const forget = () => {
      if (line.client === opened) line.client = undefined;
    };
    client.once('end', forget).on('error', forget);
    opened.catch(forget);
    return opened;
  }
}

async function connect(client: pg.Client, limits: ServerLimits): Promise<pg.Client> {
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
