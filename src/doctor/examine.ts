import type { Database } from '../db/database.ts';
import type { Session, Transaction } from '../db/session.ts';
import { addExamined, type Check, checkRange, countFindings, type Examined } from './checks.ts';
import { findSharedPositions } from './feed-order.sql.ts';
import { together } from './finding.ts';
import { mendRange, mendTriggers } from './mend.ts';
import {
  type Counts,
  countListings,
  countRows,
  highestId,
  nextRange,
  noRange,
  prepareSession,
  type Range,
  readOneMoment,
  usualListings,
} from './range.sql.ts';
import { replayRange } from './replay.ts';
import { findIdleTriggers, isTrimmed, unsafeSettings } from './server.sql.ts';

export type ExamineOptions = {
  /** Mend what can be derived. */
  repair?: boolean | undefined;
  /** Fold the feed and compare (H8). */
  replay?: boolean | undefined;
  /** Listings that are read at one moment, at most. @default 400 */
  rangeListings?: number | undefined;
  /** How long a repair tries while writers hold what it is to mend, in ms. @default 15000 */
  patienceMs?: number | undefined;
  /** Told after each range; what it throws ends the examination between two ranges. */
  onProgress?: ((checked: Counts, listings: number) => void) | undefined;
};

export type Diagnosis = {
  /** What is not as it has to be, after the repair if there was one. */
  examined: Examined;
  /** How many findings the repair mended, by the name of the invariant. */
  mended: Map<string, number>;
  checked: Counts;
  /** Settings with which the server forgets what it has committed (H9). */
  unsafe: string[];
  /** Whether the beginning of the feed was removed; then `skipped` listings were not replayed. */
  trimmed: boolean;
  skipped: number;
  /** Why ranges could not be mended. */
  refused: string[];
};

const usualPatienceMs = 15_000;

const triggerCheck: Check = { name: 'triggers', says: 'the triggers that write and guard the history are on' };
/** H8, which is looked at with `replay` only. */
export const replayCheck: Check = { name: 'H8', says: 'the feed, from its start, gives the tables as they are' };

/**
 * Checks what always holds over the whole database, in ranges of listings so that memory stays flat. Each range is read
 * at one moment: what is written meanwhile is never a finding.
 * @throws AppError `unavailable`
 */
export async function examine(db: Database, options: ExamineOptions = {}): Promise<Diagnosis> {
  return await db.session(async (session) => {
    await prepareSession(session);
    const diagnosis = await begin(session);
    const canMend = await examineTriggers(session, diagnosis, options);
    const all = await countListings(session);
    const bounds = { listings: options.rangeListings ?? usualListings, highest: await highestId(session) };
    const next = (range: Range) => nextRange(session, range, bounds);
    for (let range = await next(noRange); range; range = await next(range)) {
      await examineRange(session, { range, diagnosis, options: { ...options, repair: canMend } });
      options.onProgress?.(diagnosis.checked, all);
    }
    const shared = await findSharedPositions(session);
    const order = diagnosis.examined.get('H7');
    if (order) order.found = together(order.found, shared);
    return diagnosis;
  });
}

async function begin(session: Session): Promise<Diagnosis> {
  const [unsafe, trimmed] = [await unsafeSettings(session), await isTrimmed(session)];
  const checked = { listings: 0, prices: 0, changes: 0 };
  return { examined: new Map(), mended: new Map(), checked, unsafe, trimmed, skipped: 0, refused: [] };
}

/** @returns whether data can be mended: without triggers nothing would be recorded. */
async function examineTriggers(session: Session, diagnosis: Diagnosis, options: ExamineOptions): Promise<boolean> {
  let found = await findIdleTriggers(session);
  if (found.count > 0 && options.repair) {
    const { count } = found;
    const refusal = await mendTriggers(session, options.patienceMs ?? usualPatienceMs);
    if (refusal !== undefined) diagnosis.refused.push(refusal);
    found = await findIdleTriggers(session);
    diagnosis.mended.set(triggerCheck.name, count - found.count);
  }
  diagnosis.examined.set(triggerCheck.name, { check: triggerCheck, found });
  return options.repair === true && found.count === 0;
}

type Work = { range: Range; diagnosis: Diagnosis; options: ExamineOptions };

async function examineRange(session: Session, work: Work): Promise<void> {
  const { range, diagnosis, options } = work;
  let seen = await look(session, work);
  if (options.repair && countFindings(seen.examined) > 0) {
    const before = seen.examined;
    const refusal = await mendRange(
      { session, patienceMs: options.patienceMs ?? usualPatienceMs },
      range,
      options.replay === true,
    );
    if (refusal !== undefined) diagnosis.refused.push(refusal);
    seen = await look(session, work);
    for (const [name, { found }] of before) {
      const mended = Math.max(0, found.count - (seen.examined.get(name)?.found.count ?? 0));
      diagnosis.mended.set(name, (diagnosis.mended.get(name) ?? 0) + mended);
    }
  }
  addExamined(diagnosis.examined, seen.examined);
  for (const name of ['listings', 'prices', 'changes'] as const) diagnosis.checked[name] += seen.counts[name];
  diagnosis.skipped += seen.skipped;
}

type Seen = { examined: Examined; counts: Counts; skipped: number };

async function look(session: Session, { range, options }: Work): Promise<Seen> {
  return await session.transaction(async (tx) => {
    await readOneMoment(tx);
    const examined = await checkRange(tx, range);
    const skipped = options.replay ? await replay(tx, range, examined) : 0;
    return { examined, skipped, counts: await countRows(tx, range) };
  });
}

async function replay(tx: Transaction, range: Range, examined: Examined): Promise<number> {
  const { found, skipped } = await replayRange(tx, range);
  examined.set(replayCheck.name, { check: replayCheck, found });
  return skipped;
}
