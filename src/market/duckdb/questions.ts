// parent: open ─▶ … ask ─▶ child: rows | failed … cancel ─▶ the one under way fails … The child ends with its channel.

export type DuckDbSettings = {
  /** How many threads all questions share. */
  threads: number;
  /** In bytes; beyond it what can be is put on disk, and what cannot fails. */
  memoryBytes: number;
  /** Questions end once the process has taken so much: what medians gather, DuckDB does not count. Left out: they do not. */
  residentBytes?: number;
  /** Where it is put, each process into a folder of its own. */
  spillFolder: string;
  /** By how much it gives way to other processes, from 0 to 19 (POSIX nice). */
  niceness: number;
};

/** What a value in a row, or of a parameter, may be. */
export type Value = string | number | boolean | null;

/** Alone, or with values of the parameters that it names, such as `$city`. */
export type Statement = string | { sql: string; values: Readonly<Record<string, Value>> };

/** Statements that are made one after the other on a connection of their own; what counts are the rows of the last one. */
export type Question = { statements: readonly Statement[] };

/** Column beside column: names would be repeated in every row. */
export type Table = { names: readonly string[]; columns: readonly (readonly Value[])[] };

export type Asked =
  | { kind: 'open'; settings: DuckDbSettings }
  | ({ kind: 'ask'; id: number } & Question)
  | { kind: 'cancel'; id: number };

export type Answered =
  | { kind: 'rows'; id: number; table: Table }
  | { kind: 'failed'; id: number; reason: Reason; message: string };

/** Why a question failed: it was cancelled, took too much memory, found no room on disk, a file that cannot be read, or anything else. */
export type Reason = 'cancelled' | 'too_large' | 'no_disk' | 'unreadable' | 'fault';

/** The exit status of a process that took too much memory. */
export const tooLargeStatus = 77;
