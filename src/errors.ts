/**
 * What can go wrong for a caller, whatever the transport. Each transport maps a code to its own sign once: HTTP to a
 * status (`http/problem-types.ts`), the command line to an exit status (`cli/run-command.ts`).
 */
export type ErrorCode =
  | 'malformed' // the input cannot be read at all
  | 'invalid' // it can be read and breaks a rule
  | 'unauthenticated' // nobody knows who asks
  | 'forbidden' // who asks may not
  | 'not_found'
  | 'not_acceptable' // there is none of the forms that are asked for
  | 'conflict' // it contradicts what is stored
  | 'stale' // the caller's precondition no longer holds
  | 'precondition_required' // the caller has to name the version it knows
  | 'gone' // it was there, and will not come back
  | 'key_reused' // another request came with this Idempotency-Key
  | 'in_progress' // the same request is being worked on
  | 'unsupported' // it is in a form that is not read
  | 'timed_out' // the input came in too slowly
  | 'outcome_unknown' // a passing fault at the very commit: the write may have been made or not
  | 'too_costly' // it would take more time or memory than one request is given
  | 'too_many' // the caller has used up what it is given for now
  | 'overloaded' // there is more to do than can be done: it was not begun
  | 'not_prepared' // it is being made for the first time: the same request will succeed once it is
  | 'switched_off' // the operator has not set what it needs
  | 'unavailable' // a passing fault: the same request may succeed later
  | 'stopping' // the process is about to end, as it was told to: another one will do
  | 'misconfigured'; // the operator has to change something first

/** One thing wrong with an input: where (a JSON pointer, RFC 6901, or a query parameter) and what would be right. */
export type InputError = { pointer: string; detail: string } | { parameter: string; detail: string };

export type ErrorFacts = {
  /** What is wrong where, for `invalid`. */
  errors?: readonly InputError[];
  /** The version a `stale` caller would have had to know. */
  version?: number | undefined;
  /** How far the database was by then, for who reads what is stored next. */
  position?: number | undefined;
  cause?: unknown;
};

/** An expected failure. Its message is meant for the caller and says what to do next. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly errors: readonly InputError[];
  readonly version: number | undefined;
  readonly position: number | undefined;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = 'AppError';
    this.code = code;
    this.errors = facts.errors ?? [];
    this.version = facts.version;
    this.position = facts.position;
  }
}
