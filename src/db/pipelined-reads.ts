import pg from 'pg';
import type { Queryable, Rows, Statement } from './queryable.ts';
import { toAppError } from './sqlstate.ts';

type Line = { client: Promise<pg.Client>; waiting: number };

/**
 * Spreads reads over a few connections in pipeline mode: a read is sent at once, without waiting for the answers of
 * those before it. A connection that breaks fails the reads on it and is replaced by the next one.
 */
export class PipelinedReads implements Queryable {
  readonly #config: pg.ClientConfig;
  readonly #lines: (Line | undefined)[];

  constructor(config: pg.ClientConfig, connections: number) {
    this.#config = config;
    this.#lines = new Array(connections).fill(undefined);
  }

  async query<Row extends object>(statement: Statement): Promise<Rows<Row>> {
    const line = this.#leastBusy();
    line.waiting += 1;
    try {
      const client = await line.client;
      const result = await client.query<Row>(statement as pg.QueryConfig);
      return { rows: result.rows, rowCount: result.rowCount ?? 0 };
    } catch (error) {
      throw toAppError(error);
    } finally {
      line.waiting -= 1;
    }
  }

  async close(): Promise<void> {
    const lines = this.#lines.splice(0);
    await Promise.all(lines.map(async (line) => (await line?.client.catch(() => undefined))?.end()));
  }

  #leastBusy(): Line {
    let best: { at: number; waiting: number } | undefined;
    for (const [at, line] of this.#lines.entries()) {
      const waiting = line?.waiting ?? 0;
      if (best === undefined || waiting < best.waiting) best = { at, waiting };
    }
    const at = best?.at ?? 0;
    const line = this.#lines[at] ?? this.#open(at);
    this.#lines[at] = line;
    return line;
  }

  #open(at: number): Line {
    const client = new pg.Client(this.#config);
    const line: Line = { waiting: 0, client: client.connect().then(() => client) };
    const forget = () => {
      if (this.#lines[at] === line) this.#lines[at] = undefined;
    };
    client.once('end', forget).on('error', forget);
    line.client.catch(forget);
    return line;
  }
}
