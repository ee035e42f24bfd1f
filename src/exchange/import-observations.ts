import { availableParallelism } from 'node:os';
import type { Readable } from 'node:stream';
import type { Database } from '../db/database.ts';
import { retrying } from '../db/retrying.ts';
import type { Session, Transaction } from '../db/session.ts';
import { copyDealt } from './copy-dealt.ts';
import { emptyReport, type ImportOptions, type ImportReport } from './import-report.ts';
import { mergeBatch } from './merge-batch.ts';
import type { ImportClock } from './observation.ts';
import { createStaging, databaseNow, indexStaging, nextBatch } from './staging.sql.ts';
import { together } from './together.ts';

/** Node reads lines no faster than about four of the database's processes write them. */
const mostSessions = 4;

/**
 * Reads observations, NDJSON or gzip of it, and brings the listings to what they say. What is known already changes
 * nothing (H2); the lines of one reference are written in one transaction, so a run that was cut off is mended by
 * running it again. References are dealt out to several sessions, which write side by side.
 * @throws AppError `malformed` for a broken gzip, `unavailable`; references that were merged before stay merged.
 */
export async function importObservations(
  db: Database,
  source: Readable,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { sessions: count = Math.min(mostSessions, availableParallelism()) } = options;
  return await withSessions(db, count, async (sessions) => {
    const report = emptyReport();
    await together(sessions.map((session) => () => createStaging(session)));
    await copyDealt(sessions, { source, options, report, clock: await clockOf(db) });
    if (!options.strict || report.refused === 0) await mergeStaged(sessions, { report, options });
    return report;
  });
}

type Work<T> = (sessions: readonly Session[]) => Promise<T>;

async function withSessions<T>(db: Database, count: number, work: Work<T>): Promise<T> {
  const open: Session[] = [];
  const openAnother = async (): Promise<T> => {
    if (open.length === count) return await work(open);
    return await db.session(async (session) => {
      open.push(session);
      return await openAnother();
    });
  };
  return await openAnother();
}

type Import = { report: ImportReport; options: ImportOptions };

async function mergeStaged(sessions: readonly Session[], { report, options }: Import): Promise<void> {
  const staged = await together(sessions.map((session) => () => indexStaging(session)));
  report.superseded = sum(staged.map(({ superseded }) => superseded));
  const progress = { report, options, done: 0, references: sum(staged.map(({ references }) => references)) };
  await together(sessions.map((session) => (signal) => mergeAll({ session, signal, progress })));
}

type Progress = Import & { done: number; references: number };
type Merge = { session: Session; signal: AbortSignal; progress: Progress };

async function mergeAll({ session, signal, progress }: Merge): Promise<void> {
  const { report, options } = progress;
  let after = '';
  for (;;) {
    signal.throwIfAborted();
    const batch = await nextBatch(session, after, options.batchLines ?? 10_000);
    if (batch === undefined) return;
    const merge = (tx: Transaction) => mergeBatch(tx, batch);
    const merged = await retrying(() => (options.dryRun ? tryOut(session, merge) : session.transaction(merge)));
    report.created += merged.created;
    report.updated += merged.updated;
    report.unchanged += merged.references - merged.created - merged.updated;
    report.pricesAdded += merged.pricesAdded;
    progress.done += merged.references;
    after = batch.last;
    options.onProgress?.({ phase: 'writing', done: progress.done, references: progress.references });
  }
}

class TakeBack extends Error {}

/** Does a transaction and takes it back. @returns what its work did. */
async function tryOut<T>(session: Session, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const done: T[] = [];
  const tried = session.transaction(async (tx) => {
    done.push(await work(tx));
    throw new TakeBack();
  });
  await tried.catch((error) => {
    if (!(error instanceof TakeBack)) throw error;
  });
  return done[0] as T; // TakeBack was thrown, so there is one
}

/** The database's clock, and when the import began by it. */
async function clockOf(db: Database): Promise<() => ImportClock> {
  const begun = await databaseNow(db.reads);
  const ahead = begun - Date.now();
  return () => ({ begun, now: Date.now() + ahead });
}

function sum(figures: number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
