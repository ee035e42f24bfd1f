import type { Bind } from './homes.sql.ts';
import type { MarketFilters } from './market-filters.ts';
import { type Metric, quantileNames, quantileOf, shareOf } from './metrics.ts';
import { instant, periodIndex } from './period-index.sql.ts';
import { type Periods, shifted } from './periods.ts';

export type StockShape = {
  filters: MarketFilters;
  periods: Periods;
  metrics: readonly Metric[];
  /** What rows of groups are told apart by. */
  keys: readonly string[];
};

/**
 * Of each price in force with each state of its listing: at the ends of which periods both held, from `a` up to, and without,
 * `b`. Prices that held at none of them are left out before anything is reckoned.
 */
export function spellsQuery({ periods, keys }: StockShape): string {
  const { name, starts, end } = periods;
  const count = starts.length;
  const firstEnd = shifted(name, starts[0] ?? end, 1);
  return `SELECT ${[...keys, 'listing_id', 'surface_m2', 'price_eur'].join(', ')}, coalesce(valid_from, created_date) AS described_at,
      greatest(0, ${periodIndex('effective_at', periods)}, coalesce(${periodIndex('valid_from', periods)}, 0))::INTEGER AS a,
      least(${count}, coalesce(${periodIndex('until', periods)}, ${count}), coalesce(${periodIndex('valid_to', periods)}, ${count}))::INTEGER AS b
    FROM prices JOIN homes USING (place, listing_id, layer)
    WHERE effective_at < ${instant(end)} AND (until IS NULL OR until >= ${instant(firstEnd)})`;
}

/** Listings on offer at the end of each period, as they were then, with their price. */
export function stockQuery({ filters, periods, keys }: StockShape, bind: Bind): string {
  const { price_min: min, price_max: max, price_per_m2_max: most, updated_since: since } = filters;
  const conditions = [
    ...(min === undefined ? [] : [`price_eur >= ${bind(min)}`]),
    ...(max === undefined ? [] : [`price_eur <= ${bind(max)}`]),
    ...(most === undefined ? [] : [`price_eur::DOUBLE / surface_m2 <= ${bind(most)}`]),
    ...(since === undefined ? [] : [updatedSince(since, periods)]),
  ];
  return `SELECT ${[...keys, 'listing_id', 'i'].join(', ')}, price_eur::DOUBLE AS price, price_eur::DOUBLE / surface_m2 AS price_per_m2
    FROM spells ${since === undefined ? '' : `LEFT JOIN (${statedSince(since)}) AS stated USING (listing_id)`}
      JOIN (SELECT range::INTEGER AS i FROM range(${periods.starts.length})) AS period ON i >= a AND i < b
    ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}`;
}

/** When something was first stated about a price since an instant. */
function statedSince(since: string): string {
  return `SELECT listing_id, min(effective_at) AS stated_at FROM stated_prices WHERE effective_at >= ${instant(since)} GROUP BY listing_id`;
}

/** Whether something was stated about a price, or its attributes began, from an instant to the end of the period. */
function updatedSince(since: string, periods: Periods): string {
  return `(${periodIndex('stated_at', periods)} <= i
    OR described_at >= ${instant(since)} AND ${periodIndex('described_at', periods)} <= i)`;
}

export function stockFigures({ metrics, keys }: StockShape): string {
  const using = ['i', ...keys].join(', ');
  const figures = (['price', 'price_per_m2'] as const).flatMap((of) => [
    ...quantilesOf(metrics, of),
    ...meanOf(metrics, of),
  ]);
  const positive = metrics.includes('price_index') ? ['(count(*) FILTER (price > 0))::DOUBLE AS positive'] : [];
  return `SELECT ${using}, count(*)::DOUBLE AS count, count(price_per_m2)::DOUBLE AS s_surface${[...positive, ...figures].map((each) => `, ${each}`).join('')}
    FROM stock GROUP BY ${using}`;
}

/** All quantiles of a value together: its values are gathered once. */
function quantilesOf(metrics: readonly Metric[], of: 'price' | 'price_per_m2'): string[] {
  const asked = quantileNames.filter((quantile) => metrics.some((metric) => isQuantile(metric, quantile, of)));
  const shares = asked.map(shareOf);
  return asked.map((quantile, at) => `quantile_cont(${of}, [${shares.join(', ')}])[${at + 1}] AS ${quantile}_${of}`);
}

function isQuantile(metric: Metric, quantile: string, of: string): boolean {
  const found = quantileOf(metric);
  return found?.quantile === quantile && found.of === of;
}

function meanOf(metrics: readonly Metric[], of: 'price' | 'price_per_m2'): string[] {
  return metrics.includes(`mean_${of}`) ? [`favg(${of}) AS mean_${of}`] : [];
}
