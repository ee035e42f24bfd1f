import type { Instant } from '../db/values.ts';

const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Reads an RFC 3339 date-time with its offset, from the year 1 on; what is finer than a millisecond is cut.
 * @returns undefined for anything else, a 30th of February and leap seconds included.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = match;
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const local = new Date(wall);
  if (Number.isNaN(local.getTime()) || local.toISOString() !== wall) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -60_000 : 60_000);
  const instant = new Date(local.getTime() - offset).toISOString();
  return instant.length === 24 && instant >= '0001' ? instant : undefined;
}
