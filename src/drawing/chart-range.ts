import { dayMs } from './days.ts';

/** How far back a chart goes: months, a year, or to the first price. */
export const chartRanges = ['1m', '3m', '1y', 'all'] as const;
export type ChartRange = (typeof chartRanges)[number];

const months: Readonly<Record<Exclude<ChartRange, 'all'>, number>> = { '1m': 1, '3m': 3, '1y': 12 };
/** Of a listing that has just come: a chart of minutes would say nothing. */
const leastMs = 7 * dayMs;

/** The range that an address names; the whole history where it names none. */
export function chartRangeOf(text: string | null | undefined): ChartRange {
  return chartRanges.find((range) => range === text) ?? 'all';
}

/**
 * The time that a range shows, in UTC milliseconds.
 * @param first since when the first price holds @param now where it ends
 */
export function windowOf(range: ChartRange, { first, now }: { first: number; now: number }) {
  return { from: range === 'all' ? Math.min(first, now - leastMs) : monthsBefore(now, months[range]), to: now };
}

/** The same day of an earlier month, or its last one where it is shorter. */
function monthsBefore(now: number, count: number): number {
  const date = new Date(now);
  const day = date.getDate();
  date.setMonth(date.getMonth() - count, 1);
  const days = new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate();
  return date.setDate(Math.min(day, days));
}
