import pg from 'pg';
import { AppError } from '../errors.ts';
import { Abandoned } from './cancellable.ts';
import { isLost } from './sqlstate.ts';

/**
 * SQLSTATEs after which the replica is of no use for a while: it lets nobody in, has no such database or not yet the schema
 * of this version, or a plan from before a migration.
 */
const unusable = /^(28...|3D000|3F000|53300|42P01|42703|42883|0A000)$/;

/** Whether the primary would say the same: the client has gone, or the statement takes longer than it may. */
export function answersForPrimary(error: unknown): boolean {
  if (error instanceof Abandoned) return true;
  const cause = causeOf(error);
  return cause instanceof pg.DatabaseError && cause.code === '57014' && /statement timeout/.test(cause.message);
}

/** Whether it is the replica that failed, and not this read alone: one lost to a recovery conflict, or refused under load. */
export function meansLost(error: unknown): boolean {
  if (error instanceof AppError && error.code === 'overloaded') return false;
  const cause = causeOf(error);
  return !(cause instanceof pg.DatabaseError) || isLost(cause) || unusable.test(cause.code ?? '');
}

/** In the words of the database, which name no password. */
export function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : String(cause);
}

function causeOf(error: unknown): unknown {
  return error instanceof AppError ? (error.cause ?? error) : error;
}
