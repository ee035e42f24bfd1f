import type { Instant } from '../db/values.ts';

/** An instant up to this much ahead is of now: the clocks of others differ. listing_refuse_future() in SQL has the same 5 s. */
export const clockSkewMs = 5_000;

const pattern = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/**
 * Reads an RFC 3339 date-time with its offset, from the year 1 on; what is finer than a millisecond is cut.
 * @returns undefined for anything else, a 30th of February and leap seconds included.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', sign] = match;
  const isTime = hour < '24' && minute < '60' && second < '60';
  if (!isTime || year === '0000' || !isDay(Number(year), Number(month), Number(day))) return undefined;
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  return sign === undefined ? wall : shift(wall, match);
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && month <= 12 && day >= 1 && day <= last;
}

/** From the wall time at an offset to UTC. */
function shift(wall: string, [, , , , , , , , sign, hours, minutes]: RegExpExecArray): Instant | undefined {
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  const instant = new Date(Date.parse(wall) - offset).toISOString();
  return instant.length === 24 && instant >= '0001' ? instant : undefined;
}
