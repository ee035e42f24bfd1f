import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '../../db/queryable.ts';
import { AppError, type InputError } from '../../errors.ts';
import { type Import, type ImportError, isFinished, parseImportId, toImport } from './import-job.ts';
import { type ImportRow, selectErrors, selectImport } from './import-jobs.sql.ts';
import { mostErrors } from './import-log.ts';

/** How many of the reasons why lines were refused a failure tells itself. */
const errorsTold = 20;

/** @throws AppError `not_found` */
export async function readImport(db: Queryable, id: string): Promise<Import> {
  return toImport(await selectThere(db, parseImportId(id)));
}

/**
 * Why lines were refused, as far as is known now, as NDJSON.
 * @throws AppError `not_found`
 */
export async function readErrors(db: Queryable, id: string): Promise<string> {
  const found = await selectThere(db, parseImportId(id));
  const errors: ImportError[] = await selectErrors(db, found.id, mostErrors);
  return errors.map((error) => `${JSON.stringify(error)}\n`).join('');
}

export type Waiting = {
  /** For how many seconds, at most; undefined: until its end. */
  seconds: number | undefined;
  /** Ends it, too. */
  signal: AbortSignal;
};

/**
 * Waits for the end of an import.
 * @throws AppError with the code of its failure, and the first lines that were refused
 */
export async function waitForImport(db: Queryable, id: number, { seconds, signal }: Waiting): Promise<Import> {
  const until = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1_000;
  for (let pauseMs = 20; ; pauseMs = Math.min(1_000, pauseMs * 1.5)) {
    const row = await selectThere(db, id);
    if (row.failure_code !== null && row.status === 'failed') throw await failureOf(db, row);
    const left = until - performance.now();
    if (isFinished(row) || left <= 0 || signal.aborted) return toImport(row);
    await sleep(Math.min(pauseMs, left), undefined, { signal }).catch(() => {});
  }
}

async function failureOf(db: Queryable, { id, failure_code: code, failure, refused }: ImportRow): Promise<AppError> {
  const refusals = refused > 0 ? await selectErrors(db, id, errorsTold) : [];
  const errors: InputError[] = refusals.map(({ line, pointer, reason }) => ({
    ...{ pointer, detail: `line ${line}: ${reason}` },
  }));
  return new AppError(code ?? 'unavailable', failure ?? '', { errors });
}

async function selectThere(db: Queryable, id: number): Promise<ImportRow> {
  const row = await selectImport(db, id);
  if (row) return row;
  throw new AppError('not_found', `There is no import ${id}; those that ended more than a week ago are forgotten.`);
}
