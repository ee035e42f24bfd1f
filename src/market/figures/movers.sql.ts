import type { Question, Value } from '../duckdb/questions.ts';
import { eventsQuery } from './events.sql.ts';
import { type Bind, bindInto, type Source } from './homes.sql.ts';
import type { MarketFilters } from './market-filters.ts';
import type { MoverSort } from './movers-query.ts';
import type { Periods } from './periods.ts';
import { populationStatements } from './population.sql.ts';
import { stockViews, withViews } from './stock.sql.ts';

export type MoversParts = {
  source: Source;
  filters: MarketFilters;
  /** One span. */
  periods: Periods;
  direction: 'cuts' | 'rises';
  sort: MoverSort;
  limit: number;
};

/** Of whole cents, which are exact: what differs by the same share does so to the last bit, and so comes in the order of its ids. */
const share = 'round((became - was) * 100) / round(was * 100)';

const orders: Readonly<Record<MoverSort, string>> = {
  percent: `abs(${share})`,
  amount: 'abs(change_eur)',
  cuts: 'cuts',
};

/** The listings on offer at the end of a span that moved most in it, from their price at its start, or their first one. */
export function moversQuestion(parts: MoversParts): Question {
  const values: Record<string, Value> = {};
  const rows = { sql: rowsQuery(parts, bindInto(values)), values };
  return { statements: [...populationStatements(parts), rows] };
}

function rowsQuery(parts: MoversParts, bind: Bind): string {
  const { direction, sort, limit } = parts;
  const shape = { ...parts, metrics: [], narrowed: true };
  const views = { ...stockViews(shape, bind), events: eventsQuery(shape), moved: movedQuery() };
  return `${withViews(views, ['held'])}
    SELECT listing_id::DOUBLE AS listing_id, was, became, round(became - was, 2) AS change_eur, ${share} * 100 AS change_pct,
      cuts::DOUBLE AS cuts, changes::DOUBLE AS changes, strftime(changed_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS changed_date
    FROM moved WHERE was > 0 AND became ${direction === 'cuts' ? '<' : '>'} was
    ORDER BY ${orders[sort]} DESC, ${orders.percent} DESC, moved.listing_id LIMIT ${limit}`;
}

function movedQuery(): string {
  return `SELECT listing_id, coalesce(arg_min(price, effective_at) FILTER (previous IS NULL), arg_min(previous, effective_at)) AS was,
        arg_max(price, effective_at) AS became, count(*) FILTER (price < previous) AS cuts, count(previous) AS changes,
        max(effective_at) AS changed_at
      FROM events GROUP BY listing_id`;
}
