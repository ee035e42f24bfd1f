import type pg from 'pg';
import { ask } from './ask.ts';
import { insideOf } from './client-inside.ts';
import { asSent } from './greet.ts';
import type { Rows, Statement } from './queryable.ts';
import { toRows } from './session.ts';
import { isLost, outcomeUnknown } from './sqlstate.ts';

/** Longest that one of them may wait for a row that somebody else has locked. */
const lockTimeoutMs = 50;

/** None of the writes was made: one of them failed, or waited for too long. */
export class RolledBack extends Error {}

/**
 * Makes several writes in one transaction, all sent at once on a connection in pipeline mode.
 * @throws RolledBack, after which the connection is none to be used again; AppError `outcome_unknown`
 */
export async function commitTogether(on: pg.ClientBase, statements: readonly Statement[]): Promise<Rows<object>[]> {
  const { stream } = insideOf(on).connection;
  stream.cork();
  const begun = ask(on, `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = ${lockTimeoutMs}`);
  const sent = statements.map((statement) => ask<object>(on, asSent(on, statement)));
  const committed = ask(on, 'COMMIT');
  stream.uncork();
  const made = Promise.all([Promise.all(sent), begun]);
  made.catch(() => {}); // the answer to COMMIT comes last, and tells what became of all
  const { command } = await committed.catch((error: unknown) => {
    throw isLost(error) ? outcomeUnknown(error) : new RolledBack('at its end', { cause: error });
  });
  if (command !== 'COMMIT') throw new RolledBack('by one of them');
  const [results] = await made;
  return results.map(toRows);
}
