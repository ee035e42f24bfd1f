import { Readable } from 'node:stream';
import type { Database } from '../../db/database.ts';
import type { Queryable } from '../../db/queryable.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import { importObservations, usualSessions } from '../import-observations.ts';
import type { ImportReport } from '../import-report.ts';
import {
  claimImport,
  endImport,
  type ImportEnd,
  layDown,
  notePart,
  openParts,
  type TakenUp,
  takeUp,
} from './import-jobs.sql.ts';
import { ImportLog } from './import-log.ts';
import { selectPiece } from './uploads.sql.ts';

/** Whoever died so often over it would do so again. */
const mostDeaths = 20;

/** Fewer than a command takes at once: writers of the API wait for no longer. */
const batchLines = 2_000;

/** What passes by itself: the import is gone on with. */
const passing: ReadonlySet<ErrorCode> = new Set(['unavailable', 'overloaded', 'outcome_unknown', 'in_progress']);
/** After so many seconds; until then others have their turn. */
const resumedAfterSeconds = 5;

/**
 * Does what is left of an import, unless another process does: who works on it holds a lock through a session of its own.
 * Where that, or its process, dies, another one goes on after the batches that were committed: each notes how far it is in its
 * own transaction, and not at all where another attempt has begun, whoever still lives.
 *
 *   waiting ──claim──▶ attempt n ──▶ done | failed
 *      ▲                   │ stopped, or what passes
 *      └───── due later ───┘
 *
 * An operator ends it as docs/imports.md says: to the attempt under way that is as if another one had begun.
 *
 * @throws AppError for what may pass, and what nobody has thought of: it is to be tried again
 */
export async function runImport(db: Database, id: number, signal: AbortSignal): Promise<void> {
  await db.session(async (session) => {
    if (!(await claimImport(session, id))) return;
    const job = await takeUp(session, id);
    if (!job) return;
    const end = job.deaths > mostDeaths ? tooOften : await importBody(db, session, { ...job, signal });
    await db.transaction((tx) => endImport(tx, job, end));
  });
}

type Job = TakenUp & { signal: AbortSignal };

async function importBody(db: Database, session: Queryable, job: Job): Promise<ImportEnd> {
  const { id, signal, format, dry_run: dryRun, strict, created_date, actor } = job;
  const after = await openParts(session, { id, count: usualSessions(), anew: dryRun });
  const log = new ImportLog(db.writes, job);
  try {
    const report = await importObservations(db, Readable.from(bodyOf(session, id)), {
      ...{ format, dryRun, strict, after, signal, batchLines, begun: Date.parse(created_date) },
      ...(actor !== null && { actor }),
      onRefused: (line, error) => log.refuse(line, error),
      onProgress: (progress) => log.progress(progress),
      onBatch: async (on, batch) => {
        if (!(await notePart(on, job, batch))) throw overtaken();
      },
    });
    await log.end();
    return endOf(report, job);
  } catch (error) {
    await log.end().catch(() => {}); // it fails for the same reason, or nobody needs it
    if (error instanceof AppError && !passing.has(error.code) && !signal.aborted)
      return { superseded: 0, failure: { code: error.code, message: error.message } };
    const passes = signal.aborted || error instanceof AppError;
    const wait = signal.aborted ? 0 : resumedAfterSeconds;
    const isMine = !passes || (await layDown(db.writes, job, wait).catch(() => true)); // where it is not noted, it died
    if (isMine || signal.aborted) throw error;
    return { superseded: 0 }; // nobody takes the end of an attempt that another one, or an operator, has overtaken
  }
}

/** What it has not noted is rolled back. */
function overtaken(): AppError {
  return new AppError('in_progress', 'Another attempt goes on with this import, or it was ended.');
}

function endOf({ superseded, refused }: ImportReport, { strict }: Job): ImportEnd {
  if (!strict || refused === 0) return { superseded };
  const message = `Nothing was written, since ${refused} of the lines ${refused === 1 ? 'was' : 'were'} refused (strict).`;
  return { superseded, failure: { code: 'invalid', message } };
}

const tooOften: ImportEnd = {
  superseded: 0,
  failure: {
    code: 'unavailable',
    message: `Whoever began it died over it, ${mostDeaths} times in a row: the log of the service says why. Send it again under its Idempotency-Key to go on.`,
  },
};

async function* bodyOf(session: Queryable, id: number): AsyncGenerator<Buffer> {
  for (let number = 0; ; number += 1) {
    const piece = await selectPiece(session, id, number);
    if (piece === undefined) return;
    yield piece;
  }
}
