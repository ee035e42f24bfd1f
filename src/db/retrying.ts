import { AppError } from '../errors.ts';
import { rolledBackTooLate } from './sqlstate.ts';

/** Nothing of it was written: it lost to another writer, or its connection before it was committed. */
type Loss = { tries: number; codes: ReadonlySet<string>; messages: RegExp };

/** Serialization failure, deadlock, and two rows of one key at once (`toAppError` lets only passing ones through). */
const toAnother: Loss = { tries: 5, codes: new Set(['40001', '40P01', '23505']), messages: rolledBackTooLate };

/**
 * The session was ended (of an idle transaction also where the clock of the server is set forward), or its socket: another
 * connection may do. Once, since a database that is away stays so for longer.
 */
const ofConnection: Loss = {
  tries: 2,
  codes: new Set(['57P01', '57P02', '57P05', '25P03', 'ECONNRESET', 'EPIPE']),
  messages: /^Connection terminated unexpectedly|is not queryable$/,
};

/** Does a transaction, or a single statement, again of which nothing was written, for a reason that may be gone by now. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  let lost: unknown;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (lost !== undefined && isUnderWay(error)) throw lost;
      if (attempt >= (lossOf(error)?.tries ?? 0)) throw error;
      lost = error;
    }
  }
}

/** The server may not have noticed yet that the session of the attempt before is gone, which has the key. */
function isUnderWay(error: unknown): boolean {
  return error instanceof AppError && error.code === 'in_progress';
}

/** What may have been written is `outcome_unknown`. */
function lossOf(error: unknown): Loss | undefined {
  if (!(error instanceof AppError) || error.code !== 'unavailable') return undefined;
  const { code = '', message = '' } = (error.cause ?? {}) as { code?: string; message?: string };
  return [toAnother, ofConnection].find(({ codes, messages }) => codes.has(code) || messages.test(message));
}
