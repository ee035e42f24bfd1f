import { setTimeout as sleep } from 'node:timers/promises';
import type { Session, Transaction } from '../db/session.ts';
import { AppError } from '../errors.ts';
import type { Range } from './range.sql.ts';
import { hasAllTriggers, lockHistory, wakeTriggers } from './repair-lock.sql.ts';
import { repairRange } from './repair-range.ts';

const pauseMs = 250;

/** Enables the triggers of the history. @returns why it could not be done, if so. */
export async function mendTriggers(session: Session, patienceMs: number): Promise<string | undefined> {
  if (!(await hasAllTriggers(session)))
    return 'Nothing was mended: triggers are missing, so nothing would be recorded.';
  return await mending({ session, patienceMs }, 'The triggers', async (tx) => {
    await lockHistory(tx);
    await wakeTriggers(tx);
  });
}

export type Mending = {
  session: Session;
  /** How long to try while writers hold what is to be mended. */
  patienceMs: number;
};

/** Mends the listings of a range, all or none. @returns why it could not be done, if so. */
export async function mendRange(mend: Mending, range: Range, replay: boolean): Promise<string | undefined> {
  return await mending(mend, `Listings up to ${range.last}`, (tx) => repairRange(tx, range, replay));
}

/** What the database refuses is told, and the next range is mended; a database that is away ends it all. */
async function mending(
  { session, patienceMs }: Mending,
  what: string,
  work: (tx: Transaction) => Promise<void>,
): Promise<string | undefined> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      await session.transaction(work);
      return undefined;
    } catch (error) {
      const isBusy = ['55P03', '40P01'].includes(stateOf(error));
      if (!isBusy && (error instanceof AppError || stateOf(error) === '')) throw error;
      if (!isBusy) return `${what} could not be mended: ${(error as Error).message}.`;
      if (performance.now() > end)
        return `${what} could not be mended: writers hold them. Run it again when there are fewer.`;
      await sleep(pauseMs);
    }
  }
}

/** The SQLSTATE; empty where it is no error of the database. */
function stateOf(error: unknown): string {
  const of = error instanceof AppError ? error.cause : error;
  return String((of as { code?: unknown } | undefined)?.code ?? '');
}
