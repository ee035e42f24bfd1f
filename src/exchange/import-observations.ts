import { availableParallelism } from 'node:os';
import { addAbortSignal, type Readable } from 'node:stream';
import type { Database } from '../db/database.ts';
import type { Session } from '../db/session.ts';
import { copyDealt } from './copy-dealt.ts';
import { emptyReport, type ImportOptions, type ImportReport } from './import-report.ts';
import { mergeStaged } from './merge-staged.ts';
import type { ImportClock } from './observation.ts';
import { createStaging, databaseNow, writeAs } from './staging.sql.ts';
import { together } from './together.ts';

/** As many as there are cores, but no more than 4: Node reads lines no faster than so many of the database's processes write them. */
export function usualSessions(): number {
  return Math.min(4, availableParallelism());
}

/**
 * Reads observations, NDJSON or CSV, or a gzip of it, and brings the listings to what they say. What is known already changes
 * nothing (H2); the lines of one reference are written in one transaction, so a run that was cut off is mended by
 * running it again. References are dealt out to several sessions, which write side by side.
 * @throws AppError `malformed` for a broken gzip, `unavailable`; references that were merged before stay merged.
 */
export async function importObservations(
  db: Database,
  source: Readable,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { signal, after, sessions: count = after?.length ?? usualSessions() } = options;
  source.on('error', () => {}); // it may come before anybody reads; then the reading fails
  if (signal) addAbortSignal(signal, source);
  return await withSessions(db, count, async (sessions) => {
    const report = emptyReport();
    await together(sessions.map((session) => () => prepare(session, options)));
    await copyDealt(sessions, { source, options, report, clock: await clockOf(db, options.begun) });
    if (!options.strict || report.refused === 0) await mergeStaged(sessions, { report, options });
    return report;
  });
}

async function prepare(session: Session, { actor }: ImportOptions): Promise<void> {
  await createStaging(session);
  if (actor !== undefined) await writeAs(session, actor);
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

/** The database's clock, and when the import began, if nobody says so by it. */
async function clockOf(db: Database, begun: number | undefined): Promise<() => ImportClock> {
  const now = await databaseNow(db.reads);
  const ahead = now - Date.now();
  return () => ({ begun: begun ?? now, now: Date.now() + ahead });
}
