import { type ConnectionOptions, openLane, openPipeline } from './connections.ts';
import { KeyedReads } from './keyed-reads.ts';
import type { Lane } from './lane.ts';
import type { PipelinedReads } from './pipelined-reads.ts';
import type { Rows, Statement } from './queryable.ts';
import { run } from './session.ts';
import { hasReplayed, type WalPosition } from './wal-position.ts';

export type ConnectionCounts = { readConnections: number; searchConnections: number };

/** Connections from when the replica was used until it is given up. */
export class ReplicaConnections {
  readonly reads: PipelinedReads;
  readonly keyed: KeyedReads;
  readonly #searching: Lane;

  constructor(options: ConnectionOptions, { readConnections, searchConnections }: ConnectionCounts) {
    this.reads = openPipeline(options, readConnections);
    this.keyed = new KeyedReads(this.reads);
    this.#searching = openLane(options, { connections: searchConnections });
  }

  async read<Row extends object>(statement: Statement, position: WalPosition | undefined) {
    return await (position === undefined
      ? this.reads.query<Row>(statement)
      : this.reads.queryAfter<Row>(statement, position));
  }

  async search<Row extends object>(
    statement: Statement,
    { position, signal }: { position: WalPosition | undefined; signal: AbortSignal },
  ): Promise<Rows<Row> | undefined> {
    return await this.#searching.run(
      async (client) =>
        position === undefined || (await hasReplayed(client, position)) ? await run<Row>(client, statement) : undefined,
      { signal },
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.reads.close(), this.#searching.close()]);
  }

  abandon(): void {
    this.reads.abandon();
    this.#searching.abandon();
  }
}
