import { AppError } from '../errors.ts';

const tries = 5;
/** Serialization failure, deadlock, and two rows of one key at once (`toAppError` lets only passing ones through). */
const lostToAnother = new Set(['40001', '40P01', '23505']);

/** Does a transaction, or a single statement, again that lost to another writer: nothing of it was written. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries || !isLost(error)) throw error;
    }
  }
}

function isLost(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code !== 'unavailable') return false;
  return lostToAnother.has((error.cause as { code?: string } | undefined)?.code ?? '');
}
