import type { Readable } from 'node:stream';
import { setImmediate as others } from 'node:timers/promises';
import { AppError } from '../errors.ts';
import { parseJson } from '../wire/json-text.ts';
import { type Entry, type InputFormat, longestEntryBytes } from './entry.ts';
import { type Line, readLines } from './read-lines.ts';
import { unzipped } from './unzip.ts';

const mostAtOnce = 500;

/**
 * The entries of a source, gzipped or not, in batches as they arrive; memory is bounded.
 * @throws AppError `malformed`, `invalid` for what cannot be read at all
 */
export async function* readEntries(source: Readable, format: InputFormat): AsyncGenerator<Entry[]> {
  const bytes = unzipped(source);
  if (format === 'csv') return yield* (await import('./read-csv.ts')).readCsv(bytes); // loaded where there is some
  for await (const lines of readLines(bytes, longestEntryBytes)) yield* inBatches(lines);
}

/** Of lines of a few bytes a chunk has tens of thousands: others get a turn in between. */
async function* inBatches(lines: readonly Line[]): AsyncGenerator<Entry[]> {
  for (let at = 0; at < lines.length; at += mostAtOnce) {
    if (at > 0) await others();
    yield lines.slice(at, at + mostAtOnce).map(toEntry);
  }
}

function toEntry({ number, bytes }: Line): Entry {
  return {
    line: number,
    read: () => {
      if (!bytes) throw new AppError('invalid', 'The line has more than 1 MiB.');
      return parseJson(bytes);
    },
  };
}
