import type { DatabaseOptions } from './database.ts';

type Shares = Required<Pick<DatabaseOptions, 'readConnections' | 'searchConnections' | 'writeConnections'>>;

const reads = 2;

/** What a process does with the connections that it may open, four or more: docs/scaling.md says it to its operators. */
export function shareConnections(connections: number): Shares {
  const rest = connections - reads;
  const searches = Math.max(1, Math.floor(rest / 3));
  return { readConnections: reads, searchConnections: searches, writeConnections: rest - searches };
}
