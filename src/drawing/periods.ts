import { dayMs } from './days.ts';

/** How long a period of the market is. */
export const periods = ['week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof periods)[number];

/** How many of them make a year, for comparisons with the year before. */
export const perYear: Readonly<Record<Period, number>> = { week: 52, month: 12, quarter: 4, year: 1 };

/** 5 January 1970 was a Monday, with which weeks begin (ISO 8601). */
const firstMonday = 4;
const months: Readonly<Record<Exclude<Period, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };

/** The number of the period that an instant (UTC milliseconds) is in: neighbours differ by one. */
export function ordinalOf(at: number, period: Period): number {
  if (period === 'week') return Math.floor((at / dayMs - firstMonday) / 7);
  const day = new Date(at);
  return Math.floor((day.getUTCFullYear() * 12 + day.getUTCMonth()) / months[period]);
}

/** The instant at which a period begins, in UTC milliseconds. */
export function startOf(ordinal: number, period: Period): number {
  if (period === 'week') return (ordinal * 7 + firstMonday) * dayMs;
  const month = ordinal * months[period];
  return Date.UTC(Math.floor(month / 12), month % 12);
}

/** The year, of the Gregorian calendar, that a period begins in. */
export function yearOf(ordinal: number, period: Period): number {
  return new Date(startOf(ordinal, period)).getUTCFullYear();
}
