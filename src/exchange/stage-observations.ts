import type { Readable } from 'node:stream';
import { AppError } from '../errors.ts';
import type { ImportOptions, ImportReport } from './import-report.ts';
import { type ImportClock, readObservation } from './observation.ts';
import { type Line, readLines } from './read-lines.ts';
import { stagingRow } from './staging.sql.ts';

/** As long as a body of the API may be. */
const longestLineBytes = 1_048_576;
const chunkLength = 65_536;

export type Staging = {
  source: Readable;
  options: ImportOptions;
  /** Its lines and refusals are counted here. */
  report: ImportReport;
  clock: () => ImportClock;
};

/** Turns lines into rows for COPY, some at a time; tells of those that are refused. */
export async function* stageObservations(staging: Staging): AsyncGenerator<string> {
  const { source, options, report } = staging;
  let chunk = '';
  for await (const lines of readLines(source, longestLineBytes)) {
    report.lines += lines.length;
    for (const line of lines) chunk += stageLine(line, staging);
    options.onProgress?.({ phase: 'reading', lines: report.lines, refused: report.refused });
    if (chunk.length < chunkLength) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}

function stageLine({ number, bytes }: Line, { options, report, clock }: Staging): string {
  try {
    if (!bytes) throw new AppError('invalid', 'The line has more than 1 MiB.');
    return stagingRow(number, readObservation(bytes, clock()));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    report.refused += 1;
    options.onRefused?.(number, reason(error));
    return '';
  }
}

function reason({ errors, message }: AppError): string {
  const details = errors.map((error) =>
    'pointer' in error ? `${error.pointer} ${error.detail}`.trim() : error.detail,
  );
  return details.length > 0 ? details.join('; ') : message;
}
