import pg from 'pg';
import { rolledBackTooLate } from '../../src/db/sqlstate.ts';

/** A deadlock, two rows of one instant and millisecond, a listing that was deleted meanwhile, and one whose price was. */
const codes = new Set(['40P01', '23505', '23503', '23502']);

/** Whether a writer of plain SQL lost to another: nothing of it was written, and it may try again. */
export function isLostToOthers(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false;
  return codes.has(error.code ?? '') || rolledBackTooLate.test(error.message);
}
