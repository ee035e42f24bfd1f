import { AppError } from '../errors.ts';
import { invalid } from '../wire/checker.ts';

export type KeyHeaders = { 'idempotency-key'?: string | string[] | undefined };

/**
 * Reads an Idempotency-Key (IETF draft-ietf-httpapi-idempotency-key-header-07): a quoted string; unquoted text is taken too.
 * @param actor who sends it: nobody is given the answer to what somebody else wrote
 * @returns the key under which the answer is stored
 * @throws AppError `invalid` for a key that is empty, longer than 255 characters, or not of printable ASCII.
 */
export function readKey(headers: KeyHeaders, actor: string | undefined): string | undefined {
  if (headers['idempotency-key'] === undefined) return undefined;
  const header = String(headers['idempotency-key']);
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  const key = quoted ?? (header.includes('"') ? '' : header);
  // No key holds a line feed: none is like one of somebody else.
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return actor === undefined ? key : `${actor}\n${key}`;
  const detail = 'must be a string of 1 to 255 printable ASCII characters, in quotes';
  throw invalid([{ parameter: 'Idempotency-Key', detail }], 'header');
}

/** What a request is told whose first one has not been answered yet. */
export function inProgress(): AppError {
  return new AppError(
    'in_progress',
    'A request with this Idempotency-Key is being worked on: send it again in a moment.',
  );
}

/** What a request is told that is another one than the first. */
export function keyReused(): AppError {
  return new AppError(
    'key_reused',
    'Another request was made under this Idempotency-Key: make a new key for a new request.',
  );
}
