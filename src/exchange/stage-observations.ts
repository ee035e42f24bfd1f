import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { AppError } from '../errors.ts';
import type { Entry } from './entry.ts';
import type { ImportOptions, ImportReport } from './import-report.ts';
import { type ImportClock, readObservation } from './observation.ts';
import { readEntries } from './read-entries.ts';
import { stagingRow } from './staging.sql.ts';

const chunkLength = 65_536;

export type Staging = {
  source: Readable;
  options: ImportOptions;
  /** Its lines and refusals are counted here. */
  report: ImportReport;
  clock: () => ImportClock;
  /** In how many parts the rows come: those of one reference in the same. */
  parts: number;
};

/** Rows for COPY of one part, from 0. */
export type StagedRows = { part: number; rows: string };

/** Turns lines into rows for COPY, some at a time; tells of those that are refused. */
export async function* stageObservations(staging: Staging): AsyncGenerator<StagedRows> {
  const { source, options, report, parts } = staging;
  const chunks = Array.from({ length: parts }, () => '');
  for await (const entries of readEntries(source, options.format ?? 'ndjson')) {
    report.lines += entries.length;
    for (const entry of entries) stageEntry(entry, staging, chunks);
    options.onProgress?.({ phase: 'reading', lines: report.lines, refused: report.refused });
    yield* takeLonger(chunks, chunkLength);
  }
  yield* takeLonger(chunks, 1);
}

function* takeLonger(chunks: string[], length: number): Generator<StagedRows> {
  for (const [part, rows] of chunks.entries()) {
    if (rows.length < length) continue;
    chunks[part] = '';
    yield { part, rows };
  }
}

function stageEntry({ line, read }: Entry, { options, report, clock }: Staging, chunks: string[]): void {
  try {
    const observation = readObservation(read(), clock());
    chunks[crc32(observation.reference) % chunks.length] += stagingRow(line, observation);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    report.refused += 1;
    options.onRefused?.(line, error);
  }
}
