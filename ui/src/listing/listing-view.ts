import { type ChartRange, chartRangeOf } from '../../../src/drawing/chart-range.ts';
import { firstDay } from '../parts/day.ts';

/** What of a listing is looked at, as the address of its page holds it. */
export type ListingView = {
  range: ChartRange;
  /** Whether the chart begins at zero. */
  zero: boolean;
  /** The day that the listing is shown as of, such as `2026-08-02`. */
  asOf: string | undefined;
  /** The day whose knowledge the history is shown with. */
  known: string | undefined;
};

export function viewOf(params: URLSearchParams): ListingView {
  return {
    range: chartRangeOf(params.get('range')),
    zero: params.get('zero') === '1',
    asOf: dayIn(params.get('as_of')),
    known: dayIn(params.get('known')),
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

function dayIn(text: string | null): string | undefined {
  const isDay = text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(Date.parse(text));
  return isDay && text >= firstDay ? text : undefined;
}

/**
 * The last millisecond of a day where the reader is, or now if that is earlier: what is asked of the future is refused.
 * @param now in UTC milliseconds @returns an instant in RFC 3339
 */
export function endOfDay(day: string, now: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(Math.min(new Date(year, month - 1, date + 1).getTime() - 1, now)).toISOString();
}
