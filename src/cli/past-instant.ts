import { InvalidArgumentError } from 'commander';
import { parseInstant } from '../wire/instant.ts';

/**
 * Reads an option: an RFC 3339 date-time from 2000 until now, in UTC milliseconds.
 * @throws InvalidArgumentError for anything else.
 */
export function pastInstant(text: string): number {
  const instant = parseInstant(text);
  if (instant === undefined || instant < '2000') {
    throw new InvalidArgumentError('It must be a date and time with its offset, from 2000 on: 2026-01-31T00:00:00Z.');
  }
  const ms = Date.parse(instant);
  if (ms > Date.now()) throw new InvalidArgumentError('It must not be in the future.');
  return ms;
}
