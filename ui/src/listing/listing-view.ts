import { type ChartRange, chartRangeOf } from '../../../src/drawing/chart-range.ts';
import { firstDay } from '../parts/day.ts';

/** What of a listing is looked at, as the address of its page holds it. */
export type ListingView = {
  range: ChartRange;
  /** Whether the chart begins at zero. */
  zero: boolean;
  /** The day that the listing is shown as of, such as `2026-08-02`; an address may hold what is none. */
  asOf: string | undefined;
  /** The day whose knowledge the history is shown with, likewise. */
  known: string | undefined;
};

export function listingViewOf(params: URLSearchParams): ListingView {
  return {
    range: chartRangeOf(params.get('range')),
    zero: params.get('zero') === '1',
    asOf: params.get('as_of') || undefined,
    known: params.get('known') || undefined,
  };
}

/** The address of a view; what is usual is not said. */
export function paramsOfView({ range, zero, asOf, known }: ListingView): URLSearchParams {
  return new URLSearchParams({
    ...(range !== 'all' && { range }),
    ...(zero && { zero: '1' }),
    ...(asOf && { as_of: asOf }),
    ...(known && { known }),
  });
}

/** The same, with the days of before left. */
export function ofToday(view: ListingView): ListingView {
  return { ...view, asOf: undefined, known: undefined };
}

/** Why nothing can be shown of a day: it is none, or has not come yet. */
export type DayFault = 'no-day' | 'future';

/** @param today where the reader is */
export function dayFault(text: string, today: string): DayFault | undefined {
  const start = new Date(`${text}T00:00Z`);
  const isDay = /^\d{4}-/.test(text) && !Number.isNaN(start.getTime()) && start.toISOString().startsWith(`${text}T`);
  if (!isDay || text < firstDay) return 'no-day'; // such as 2026-02-30, which would be another one
  return text > today ? 'future' : undefined;
}

/**
 * The last millisecond of a day where the reader is, or now if that is earlier: what is asked of the future is refused.
 * @param now in UTC milliseconds @returns an instant in RFC 3339
 */
export function endOfDay(day: string, now: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Math.min(new Date(year, month - 1, date + 1).getTime() - 1, now)).toISOString();
}
