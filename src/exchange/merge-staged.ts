import type { Queryable } from '../db/queryable.ts';
import { retrying } from '../db/retrying.ts';
import type { Session, Transaction } from '../db/session.ts';
import type { ImportOptions, ImportReport } from './import-report.ts';
import { type MergedBatch, mergeBatch } from './merge-batch.ts';
import { type Batch, indexStaging, nextBatch } from './staging.sql.ts';
import { together } from './together.ts';

type Import = { report: ImportReport; options: ImportOptions };

/** Writes what was staged, each session its own, and counts it in the report. */
export async function mergeStaged(sessions: readonly Session[], { report, options }: Import): Promise<void> {
  const staged = await together(sessions.map((session) => () => indexStaging(session)));
  report.superseded = sum(staged.map(({ superseded }) => superseded));
  const progress = { report, options, done: 0, references: sum(staged.map(({ references }) => references)) };
  await together(sessions.map((session, number) => (signal) => mergeAll({ session, number, progress }, signal)));
}

type Progress = Import & { done: number; references: number };
type Merge = { session: Session; number: number; progress: Progress };

async function mergeAll(merge: Merge, signal: AbortSignal): Promise<void> {
  const { session, number, progress } = merge;
  const { report, options } = progress;
  let after = options.after?.[number] ?? '';
  for (;;) {
    signal.throwIfAborted();
    options.signal?.throwIfAborted();
    const batch = await nextBatch(session, after, options.batchLines ?? 10_000);
    if (batch === undefined) return;
    const merged = await writeBatch(merge, batch);
    report.created += merged.created;
    report.updated += merged.updated;
    report.unchanged += merged.references - merged.created - merged.updated;
    report.pricesAdded += merged.pricesAdded;
    progress.done += merged.references;
    after = batch.last;
    options.onProgress?.({ phase: 'writing', done: progress.done, references: progress.references });
  }
}

async function writeBatch({ session, number, progress }: Merge, batch: Batch): Promise<MergedBatch> {
  const { dryRun, onBatch } = progress.options;
  const note = async (on: Queryable, merged: MergedBatch) => {
    await onBatch?.(on, { ...merged, session: number, after: batch.after, last: batch.last });
    return merged;
  };
  if (dryRun) return await note(session, await retrying(() => tryOut(session, (tx) => mergeBatch(tx, batch))));
  return await retrying(() => session.transaction(async (tx) => await note(tx, await mergeBatch(tx, batch))));
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

function sum(figures: number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
