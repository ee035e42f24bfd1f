import type { Filters } from '../../../src/listings/search/search-query.ts';
import type { Metric } from '../../../src/market/figures/metrics.ts';
import type { MoversQuery } from '../../../src/market/figures/movers-query.ts';
import type { PeriodName } from '../../../src/market/figures/periods.ts';
import type { GroupName } from '../../../src/market/figures/series-query.ts';

export type MetricName = Metric;
export type { GroupName, PeriodName };

export const groupNames = ['city', 'postal_code', 'country', 'building_type', 'rooms'] as const;

/** A question to GET /market/series. */
export type MarketQuestion = {
  metric: readonly MetricName[];
  by?: readonly GroupName[];
  period?: PeriodName;
  from?: string;
  to?: string;
  min_count?: number;
  known_at?: string;
} & Filters;

/** A question to GET /market/movers. */
export type MoversQuestion = MoversQuery;

export function pathOf(question: MarketQuestion): string {
  return urlOf('/market/series', question);
}

/** A path with a query; what is undefined has no part. */
export function urlOf(path: string, query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return `${path}?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
