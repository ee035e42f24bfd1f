import pg from 'pg';
import { AppError } from '../errors.ts';
import { isEncryptionFailure } from './encryption-failure.ts';
import { isShut } from './sqlstate.ts';

/**
 * What a command is told by who has never let it in: to wait does not help. A service that is let in no more waits (`toAppError`).
 * @returns an AppError `misconfigured`; undefined: it is another failure
 */
export function refusedConnection(error: unknown): AppError | undefined {
  const text = reasonOf(error);
  return text === undefined ? undefined : new AppError('misconfigured', text, { cause: error });
}

function reasonOf(error: unknown): string | undefined {
  if (error instanceof pg.DatabaseError && isShut(error.code)) {
    const password = error.code === '3D000' ? '' : ', and at PGPASSWORD where it has no password';
    return `PostgreSQL does not let Pricetrail in: ${error.message}. Look at DATABASE_URL${password}.`;
  }
  if (!isEncryptionFailure(error)) return undefined;
  const advice = /does not support SSL/.test(error.message)
    ? 'Turn ssl on in PostgreSQL, or set sslmode=disable in DATABASE_URL where nobody could listen on the way'
    : 'See sslmode and sslrootcert of DATABASE_URL';
  return `The database cannot be reached encrypted: ${error.message}. ${advice}.`;
}
