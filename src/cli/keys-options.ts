import { InvalidArgumentError } from 'commander';
import { type Role, roles } from '../access/role.ts';
import type { Instant } from '../db/values.ts';
import { parseInstant } from '../wire/instant.ts';

type Expiry = Instant | 'never';

export type CreateKeyOptions = { role: Role; name: string; expires?: Expiry };
export type RotateKeyOptions = { keep: number; expires?: Expiry };

export const keyRoles = roles;

export const usesNoted = 'Last used is noted once a minute, and as a service stops: a later use is not told yet.';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const mostSeconds = 100 * 366 * 86_400;

/** Reads a span of time, such as 90d, 12h, 30m or 0s. @returns seconds @throws InvalidArgumentError */
export function seconds(text: string): number {
  const given = secondsOf(text);
  if (given !== undefined) return given;
  throw new InvalidArgumentError('It must be a number with its unit, such as 90d, 12h, 30m or 0s.');
}

/** Reads an instant to come, a span from now, or never. @throws InvalidArgumentError */
export function expiry(text: string): Expiry {
  if (text === 'never') return text;
  const now = new Date();
  const span = secondsOf(text);
  const instant = span === undefined ? parseInstant(text) : new Date(now.getTime() + span * 1_000).toISOString();
  if (instant === undefined) {
    throw new InvalidArgumentError(
      'It must be a span such as 90d, a date and time with its offset, such as 2030-01-31T00:00:00Z, or never.',
    );
  }
  if (instant <= now.toISOString()) throw new InvalidArgumentError('It must be in the future.');
  return instant;
}

function secondsOf(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const given = Number(count) * (unitSeconds[unit] ?? Number.NaN);
  return given <= mostSeconds ? given : undefined;
}
