import type { Queryable } from '../db/queryable.ts';
import type { AppError } from '../errors.ts';
import type { InputFormat } from './entry.ts';
import type { MergedBatch } from './merge-batch.ts';

export type ImportReport = {
  /** Lines that are not blank. */
  lines: number;
  /** Listings that are new. */
  created: number;
  /** Listings that were there and got another state or a price of the past. */
  updated: number;
  /** Listings that were there and stayed as they were. */
  unchanged: number;
  pricesAdded: number;
  /** Lines that a later one about the same listing and instant takes the place of. */
  superseded: number;
  refused: number;
};

export type ImportProgress =
  | { phase: 'reading'; lines: number; refused: number }
  | { phase: 'writing'; done: number; references: number };

/** What a session wrote in one transaction: everything from a reference, exclusive, up to another. */
export type NotedBatch = MergedBatch & { session: number; after: string; last: string };

export type ImportOptions = {
  /** @default ndjson */
  format?: InputFormat;
  /** Writes nothing at all if a line is refused. */
  strict?: boolean;
  /** Does everything, then takes it back. */
  dryRun?: boolean;
  /** About how many lines are written in one transaction. @default 10000 */
  batchLines?: number;
  /** How many sessions write side by side. @default one for each core, at most 4 */
  sessions?: number;
  /** For each of them the reference up to which everything is written already. @default nothing is */
  after?: readonly string[];
  /** Notes a batch, in the transaction of what it wrote; of a dry run after that was taken back. */
  onBatch?: (on: Queryable, batch: NotedBatch) => Promise<void>;
  /** Who makes what it writes. @default the database user */
  actor?: string;
  /** What an `observed_at` left out stands for, in UTC milliseconds. @default when it begins, by the database's clock */
  begun?: number;
  /** Ends it after the batches under way: what they wrote stays. */
  signal?: AbortSignal;
  /** Told of each line that is refused, in the order of the file. */
  onRefused?: (line: number, error: AppError) => void;
  onProgress?: (progress: ImportProgress) => void;
};

export function emptyReport(): ImportReport {
  return { lines: 0, created: 0, updated: 0, unchanged: 0, pricesAdded: 0, superseded: 0, refused: 0 };
}

/** What is wrong with a line, in a line. */
export function reasonOf({ errors, message }: AppError): string {
  const details = errors.map((error) =>
    'pointer' in error ? `${error.pointer} ${error.detail}`.trim() : error.detail,
  );
  return details.length > 0 ? details.join('; ') : message;
}
