import { text } from '../duckdb/text.ts';
import { dayOf, instantOf, type Periods } from './periods.ts';

// Periods are counted from 0. A price that holds from one instant until another holds at the ends of the periods from that of
// the first instant up to, and without, that of the second. Dates are reckoned with, since they take a third of the time of
// timestamps with a time zone.

/** The number of the period that an instant is in; before the first one it is negative. */
export function periodIndex(at: string, { name, starts: [first = 0], end }: Periods): string {
  const since = `DATE ${text(dayOf(first))}`;
  const day = `make_timestamp(epoch_us(${at}))::DATE`;
  switch (name) {
    case 'span':
      return `((${at} >= ${instant(first)})::INTEGER + (${at} >= ${instant(end)})::INTEGER - 1)`;
    case 'week': // date_diff goes towards zero, which the week before the first one is then
      return `floor((${day} - ${since}) / 7.0)::BIGINT`;
    default:
      return `date_diff('${name}', ${since}, ${day})`;
  }
}

/** An instant in the text of a statement. @param at in UTC milliseconds */
export function instant(at: number | string): string {
  return `TIMESTAMPTZ ${text(typeof at === 'string' ? at : instantOf(at))}`;
}
