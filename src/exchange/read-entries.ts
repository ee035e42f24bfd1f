import type { Readable } from 'node:stream';
import { AppError } from '../errors.ts';
import { parseJson } from '../wire/json-text.ts';
import { type Entry, type InputFormat, longestEntryBytes } from './entry.ts';
import { type Line, readLines } from './read-lines.ts';
import { unzipped } from './unzip.ts';

/**
 * The entries of a source, gzipped or not, in batches as they arrive; memory is bounded.
 * @throws AppError `malformed`, `invalid` for what cannot be read at all
 */
export async function* readEntries(source: Readable, format: InputFormat): AsyncGenerator<Entry[]> {
  const bytes = unzipped(source);
  if (format === 'csv') return yield* (await import('./read-csv.ts')).readCsv(bytes); // loaded where there is some
  for await (const lines of readLines(bytes, longestEntryBytes)) yield lines.map(toEntry);
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
