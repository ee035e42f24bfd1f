import type { Readable } from 'node:stream';
import type { Database } from '../db/database.ts';
import { retrying } from '../db/retrying.ts';
import type { Session, Transaction } from '../db/session.ts';
import { emptyReport, type ImportOptions, type ImportReport } from './import-report.ts';
import { mergeBatch } from './merge-batch.ts';
import { stageObservations } from './stage-observations.ts';
import { copyLines, createStaging, databaseNow, indexStaging, nextBatch } from './staging.sql.ts';

/**
 * Reads observations, NDJSON or gzip of it, and brings the listings to what they say. What is known already changes
 * nothing (H2); the lines of one reference are written in one transaction, so a run that was cut off is mended by
 * running it again.
 * @throws AppError `malformed` for a broken gzip, `unavailable`; references that were merged before stay merged.
 */
export async function importObservations(
  db: Database,
  source: Readable,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return await db.session(async (session) => {
    const report = emptyReport();
    await createStaging(session);
    const begun = await databaseNow(session);
    const ahead = begun - Date.now();
    const rows = stageObservations({ source, options, report, clock: () => ({ begun, now: Date.now() + ahead }) });
    await session.transaction((tx) => copyLines(tx, rows));
    if (options.strict && report.refused > 0) return report;
    const { references, superseded } = await indexStaging(session);
    report.superseded = superseded;
    const merge = { session, report, references, options };
    if (options.dryRun) await mergeAndTakeBack(merge);
    else await mergeAll(merge, (work) => retrying(() => session.transaction(work)));
    return report;
  });
}

type Merge = { session: Session; report: ImportReport; references: number; options: ImportOptions };
type InTransaction = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

async function mergeAll({ session, report, references, options }: Merge, inTransaction: InTransaction): Promise<void> {
  let done = 0;
  let after = '';
  for (;;) {
    const batch = await nextBatch(session, after, options.batchLines ?? 10_000);
    if (batch === undefined) return;
    const merged = await inTransaction((tx) => mergeBatch(tx, batch));
    report.created += merged.created;
    report.updated += merged.updated;
    report.unchanged += merged.references - merged.created - merged.updated;
    report.pricesAdded += merged.pricesAdded;
    done += merged.references;
    after = batch.last;
    options.onProgress?.({ phase: 'writing', done, references });
  }
}

class TakeBack extends Error {}

async function mergeAndTakeBack(merge: Merge): Promise<void> {
  const whole = merge.session.transaction(async (tx) => {
    await mergeAll(merge, (work) => work(tx));
    throw new TakeBack();
  });
  await whole.catch((error) => {
    if (!(error instanceof TakeBack)) throw error;
  });
}
