import type { Instant } from '../../db/values.ts';

export const periodNames = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type PeriodName = (typeof periodNames)[number];

const dayMs = 86_400_000;

/** When the periods begin, in UTC milliseconds, and when the last of them ends. A span is one of any length. */
export type Periods = { name: PeriodName | 'span'; starts: readonly number[]; end: number };

/**
 * The periods from that of an instant to that of another one, in UTC; weeks begin on Monday (ISO 8601).
 * @param from in UTC milliseconds
 * @param to in UTC milliseconds, later
 * @param most how many there may be
 * @returns undefined: there would be more
 */
export function periodsBetween(
  name: PeriodName,
  { from, to }: { from: number; to: number },
  most: number,
): Periods | undefined {
  const starts: number[] = [];
  let at = startOf(name, from);
  while (at < to) {
    if (starts.length === most) return undefined;
    starts.push(at);
    at = shifted(name, at, 1);
  }
  return { name, starts, end: at };
}

/** The first instant of the period that an instant is in. */
export function startOf(name: PeriodName, at: number): number {
  const date = new Date(at);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const day = Math.floor(at / dayMs);
  switch (name) {
    case 'day':
      return day * dayMs;
    case 'week':
      return (day - ((((day + 3) % 7) + 7) % 7)) * dayMs; // the first of January 1970 was a Thursday
    case 'month':
      return utc(year, month);
    case 'quarter':
      return utc(year, month - (month % 3));
    case 'year':
      return utc(year, 0);
  }
}

/** The start of the period so many later, or earlier. @param start the start of one */
export function shifted(name: PeriodName, start: number, by: number): number {
  if (name === 'day' || name === 'week') return start + by * (name === 'day' ? 1 : 7) * dayMs;
  const date = new Date(start);
  return utc(date.getUTCFullYear(), date.getUTCMonth() + by * { month: 1, quarter: 3, year: 12 }[name]);
}

/** The end of the running second, in UTC milliseconds: what many ask within one is the same question. */
export function thisSecond(): number {
  return Math.ceil(Date.now() / 1_000) * 1_000;
}

/** `2024-03-01`, of the first day of a period. */
export function dayOf(start: number): string {
  return instantOf(start).slice(0, 10);
}

export function instantOf(at: number): Instant {
  return new Date(at).toISOString();
}

/** Date.UTC takes years before 100 for those of the last century. */
function utc(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}
