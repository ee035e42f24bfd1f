import { InvalidArgumentError } from 'commander';
import { type Role, roles } from '../access/role.ts';
import { parseInstant } from '../wire/instant.ts';

export type CreateKeyOptions = { role: Role; name: string; expires?: number };
export type RotateKeyOptions = { keep: number; expires?: number };

export const keyRoles = roles;

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const mostSeconds = 100 * 366 * 86_400;

/** Reads a span of time, such as 90d, 12h, 30m or 0s. @returns seconds @throws InvalidArgumentError */
export function seconds(text: string): number {
  const given = secondsOf(text);
  if (given !== undefined) return given;
  throw new InvalidArgumentError('It must be a number with its unit, such as 90d, 12h, 30m or 0s.');
}

/** Reads an instant to come, or a span from now. @returns UTC milliseconds @throws InvalidArgumentError */
export function expiry(text: string): number {
  const span = secondsOf(text);
  const instant = parseInstant(text);
  const ms = span !== undefined ? Date.now() + span * 1_000 : instant === undefined ? Number.NaN : Date.parse(instant);
  if (Number.isNaN(ms)) {
    throw new InvalidArgumentError(
      'It must be a span such as 90d, or a date and time with its offset: 2030-01-31T00:00:00Z.',
    );
  }
  if (ms <= Date.now()) throw new InvalidArgumentError('It must be in the future.');
  return ms;
}

function secondsOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const given = Number(count) * (unitSeconds[unit] ?? Number.NaN);
  return given <= mostSeconds ? given : undefined;
}
