import { trimChanges } from '../changes/trim-changes.ts';
import type { Config } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { interruption } from './interruption.ts';
import { progress } from './progress.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

export type TrimOptions = {
  /** In UTC milliseconds. */
  before: number;
};

const figure = new Intl.NumberFormat('en');

/** Removes the beginning of the feed. */
export async function trim(config: Config, { before }: TrimOptions): Promise<ExitStatus> {
  const instant = new Date(before).toISOString();
  const removed = await withDatabase(config, (db) => trimFrom(db, instant), { existing: true });
  process.stdout.write(`Removed ${figure.format(removed)} changes recorded before ${instant}.\n`);
  return 0;
}

/** @returns how many changes it removed. */
async function trimFrom(db: Database, instant: string): Promise<number> {
  const checkInterruption = interruption(db, 'what was removed stays removed; run it again for the rest');
  const shown = progress(process.stderr);
  const onRemoved = (soFar: number) => {
    checkInterruption();
    shown.update(`${figure.format(soFar)} changes removed`);
  };
  try {
    return await db.session((session) => trimChanges(session, instant, onRemoved));
  } catch (error) {
    checkInterruption();
    throw error;
  } finally {
    shown.done();
  }
}
