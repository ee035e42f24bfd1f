import { type TSchema, Type } from 'typebox';
import { parseInstant } from './instant.ts';

type TextOptions = { max: number; description: string };

/**
 * Text that PostgreSQL can store and JSON can carry as it is: not blank, without NUL and lone surrogates.
 * `max` counts code points.
 */
export function text({ max, description }: TextOptions) {
  return Type.Refine(
    Type.String({ minLength: 1, maxLength: max, description, 'x-expected': `text of 1 to ${max} characters` }),
    (value) => isPlain(value) && /\S/.test(value),
    (value) => (isPlain(value) ? 'must not be blank' : 'must have no NUL characters and no lone surrogates'),
  );
}

/** Whether something is left of a text that is searched by without regard to punctuation. */
export function hasLetterOrDigit(value: string): boolean {
  return /[\p{L}\p{N}]/u.test(value);
}

function isPlain(value: string): boolean {
  return value.isWellFormed() && !value.includes('\0');
}

/** An instant as RFC 3339 text. Whether it may be of the future is for those to say who take it. */
export function rfc3339Instant(description: string) {
  const expected = 'an RFC 3339 date and time with its offset, such as 2023-01-12T09:23:36Z';
  return Type.Refine(
    Type.String({ format: 'date-time', description, 'x-expected': expected }),
    (value) => parseInstant(value) !== undefined,
    () => `must be ${expected}`,
  );
}

/** An amount of euros: whole cents, from 0 to what numeric(14,2) holds. */
export function euros(description: string) {
  const maximum = 999_999_999_999.99;
  return Type.Refine(
    Type.Number({ minimum: 0, maximum, description, 'x-expected': `a number from 0 to ${maximum}` }),
    (value) => Number(value.toFixed(2)) === value,
    () => 'must have at most two decimals',
  );
}

type ListOptions = { maxItems: number; description: string };

/** A query parameter with several values, separated by commas, as OpenAPI has it. */
export function commaList<T extends TSchema>(items: T, options: ListOptions) {
  return Type.Array(items, { minItems: 1, ...options, style: 'form', explode: false });
}
