import { AppError } from '../errors.ts';
import { isEncryptionFailure } from './encryption-failure.ts';

type DatabaseError = Error & { code?: string; constraint?: string; detail?: string };

/** Codes of node's sockets and of `pg` itself for a database that cannot be reached. */
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
const lostMessages = /Connection terminated|timeout exceeded when trying to connect|is not queryable$|timeout expired/;

/** The server ends this connection (class 57P), or the connection was an error (class 08). */
const ending = /^(57P0[1-5]|08...)$/;

/** What was to be sent on a connection that `pg` knew to be gone: no server has ever seen it. */
const unsent = /is not queryable$/;

/** Whether the connection was lost while a statement was under way: the server may have finished it. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AppError || unsent.test(error.message)) return false;
  const { code = '' } = error as DatabaseError;
  return ending.test(code) || unreachable.has(code) || lostMessages.test(error.message);
}

/** A write that may have been made or not: only the caller can tell whether it wants it again. */
export function outcomeUnknown(cause: unknown): AppError {
  const message =
    'The connection to the database was lost while the write was being committed: it may have been made or not. Repeat it with the same Idempotency-Key, or read first.';
  return new AppError('outcome_unknown', message, { cause });
}

/** Whether the server lets nobody in by this name and password, or has no such database: also of a password that was changed since. */
export function isShut(code: string | undefined): boolean {
  return code !== undefined && /^(28...|3D000)$/.test(code);
}

/** What `pg` says where the server asks for a password. */
const withoutPassword = /client password must be a /;

/**
 * PostgreSQL counts an update that is being rolled back as one that goes on, where others hold the key of the row: the next
 * one fails, of which nothing is written. Seen of 15 and 18.4: there, with plain SQL on two rows, once in 5,000 rollbacks.
 */
export const rolledBackTooLate = /^new multixact has more than one updating member/;

/** What the caller sees of a constraint: the constraint's name → the member of the listing, and what it must be. */
const rules: Readonly<Record<string, { pointer: string; detail: string }>> = {
  listing_price_check: { pointer: '/latest_price_eur', detail: 'must be from 0 to 999999999999.99' },
  listing_surface_area_m2_check: { pointer: '/surface_area_m2', detail: 'must be from 0 to 1000000000' },
  listing_rooms_count_check: { pointer: '/rooms_count', detail: 'must be 1 or more' },
  listing_bedrooms_count_check: { pointer: '/bedrooms_count', detail: 'must be 0 or more' },
  listing_building_type_check: { pointer: '/building_type', detail: 'must be STUDIO, APARTMENT or HOUSE' },
  listing_country_check: { pointer: '/postal_address/country', detail: 'must be an ISO 3166-1 alpha-2 code' },
};

/**
 * The one place where a database error becomes an expected failure; what is none stays as it is.
 *
 * A check that fails here although the input was valid is that of a row from before the rule: the change has to mend it.
 */
export function toAppError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const { code = '', constraint = '', message } = error as DatabaseError;
  if (code === '23505' && constraint === 'listing_reference_key') {
    const errors = [{ pointer: '/reference', detail: 'must be one that no other listing has' }];
    return new AppError('conflict', 'Another listing has this reference already.', { errors, cause: error });
  }
  // Two statements about one instant within a millisecond, or an id that somebody gave out by hand: the next one fits.
  const collided =
    code === '23505' && ['listing_price_pkey', 'listing_pkey', 'listing_change_pkey'].includes(constraint);
  if (constraint === 'listing_price_last') {
    const text = 'The listing would be without a price: state another price first, then void this one.';
    return new AppError('conflict', text, { cause: error });
  }
  if (constraint === 'listing_refuse_future') {
    const errors = [{ parameter: 'effective_at', detail: 'must not be in the future' }];
    return new AppError('invalid', 'A price cannot be stated for an instant in the future.', { errors, cause: error });
  }
  if (withoutPassword.test(message)) {
    const text =
      'PostgreSQL asks for a password, and there is none: put it into DATABASE_URL, percent-encoded, or PGPASSWORD.';
    return new AppError('misconfigured', text, { cause: error });
  }
  const rule = code === '23514' ? rules[constraint] : undefined;
  if (rule) {
    const text = 'The listing as stored breaks a rule that came later: mend this member in the same request.';
    return new AppError('invalid', text, { errors: [rule], cause: error });
  }
  const isAway = unreachable.has(code) || lostMessages.test(message) || isEncryptionFailure(error);
  if (rolledBackTooLate.test(message)) return new AppError('unavailable', othersWriting, { cause: error });
  if (collided || isPassing(code) || isAway) {
    return new AppError('unavailable', passingMessage(code), { cause: error });
  }
  return error;
}

/** SQLSTATE classes and codes after which the same statement may succeed. */
function isPassing(code: string): boolean {
  const classes = ['08', '40', '53']; // connection, rollback for concurrency, out of resources
  // 26000: a prepared statement whose first use, on the same pipelined connection, was cancelled. 55000: the feed of a standby.
  const codes = ['25006', '26000', '55000', '55P03', '57014', '57P01', '57P02', '57P03', '57P05', '25P03'];
  return classes.includes(code.slice(0, 2)) || codes.includes(code) || isShut(code);
}

const othersWriting = 'Others were changing the same at that moment: try again.';

function passingMessage(code: string): string {
  if (code === '57014' || code === '26000')
    return 'The database took too long for this request: ask for less, or try again later.';
  if (code === '25006' || code === '55000') return 'The database is read-only at the moment: try again later.';
  if (isShut(code)) return 'The database does not let the service in at the moment: try again later.';
  if (code.startsWith('53')) return 'The database is short of room, memory or connections: try again later.';
  if (code.startsWith('40') || code === '23505') return othersWriting;
  return 'The database cannot be reached at the moment: try again later.';
}

/** Whether it is an error that valid input never causes (SQLSTATE class 22, data exception, or 54, limit exceeded). */
export function isInputBug(error: unknown): boolean {
  const code = error instanceof Error ? (error as DatabaseError).code : undefined;
  return typeof code === 'string' && (code.startsWith('22') || code.startsWith('54'));
}
