import { type Bind, type HomesShape, joinHomes, pricesQuery, statedQuery } from './homes.sql.ts';
import { type Metric, quantileNames, quantileOf, shareOf } from './metrics.ts';
import { instant, periodIndex } from './period-index.sql.ts';
import type { Periods } from './periods.ts';

export type StockShape = HomesShape & { metrics: readonly Metric[] };

/** What leads to the listings on offer at the ends of periods, `stock`, each of it a query on those before. */
export function stockViews(shape: StockShape, bind: Bind): Record<string, string> {
  return {
    prices: pricesQuery(shape),
    held: heldQuery(shape),
    steps: stepsQuery(shape),
    spells: spellsQuery(shape),
    stock: stockQuery(shape, bind),
  };
}

/** The beginning of a query that goes by these names. @param once those that are worked out once, since several go through them */
export function withViews(views: Readonly<Record<string, string>>, once: readonly string[] = []): string {
  const said = Object.entries(views).map(
    ([name, query]) => `${name} AS ${once.includes(name) ? 'MATERIALIZED ' : ''}(${query})`,
  );
  return `WITH ${said.join(',\n')}`;
}

/**
 * For each number of periods the steps from the first of them: what holds at the ends of three periods is joined with 0, 1
 * and 2. That takes a fifth of the time of a join with the periods between two numbers, and a tenth of that of unnest.
 */
function stepsQuery({ periods }: HomesShape): string {
  const count = periods.starts.length;
  return `SELECT n.range::INTEGER AS length, k.range::INTEGER AS step
    FROM range(1, ${count + 1}) AS n JOIN range(${count}) AS k ON k.range < n.range`;
}

/**
 * Each price that may have been in force, with each state of its listing: `i` is the number of the period in which it began.
 */
function heldQuery(shape: StockShape): string {
  const { filters, periods } = shape;
  const described = filters.updated_since === undefined ? '' : 'described_at,';
  return `SELECT p.listing_id, effective_at, until, price_eur, previous_price_eur, surface_m2, ${described} number, first, beyond,
      ${periodIndex('effective_at', periods)}::INTEGER AS i
    FROM prices AS p ${joinHomes(shape)}`;
}

/**
 * At the end of which period a price and a state of its listing both held first, and of how many. Those that held at the end
 * of none have a length of 0 or less, and come to nothing. LEAST passes over NULL.
 */
function spellsQuery({ periods }: StockShape): string {
  return `SELECT *, least(beyond, ended) - began AS length
    FROM (SELECT *, greatest(first, i) AS began, ${periodIndex('until', periods)}::INTEGER AS ended FROM held)`;
}

/**
 * Listings on offer at the end of each period, as they were then, with their price. `cell` is the number of the group, times
 * that of all periods, and the period.
 */
function stockQuery(shape: StockShape, bind: Bind): string {
  const { filters, periods } = shape;
  const { price_min: min, price_max: max, price_per_m2_max: most, updated_since: since } = filters;
  const conditions = [
    ...(min === undefined ? [] : [`price_eur >= ${bind(min)}`]),
    ...(max === undefined ? [] : [`price_eur <= ${bind(max)}`]),
    ...(most === undefined ? [] : [`price_eur::DOUBLE / surface_m2 <= ${bind(most)}`]),
    ...(since === undefined ? [] : [updatedSince(since, periods)]),
  ];
  const stated = since === undefined ? '' : `LEFT JOIN (${statedSince(shape, since)}) AS stated USING (listing_id)`;
  return `SELECT (number::BIGINT * ${periods.starts.length} + began + step) AS cell, listing_id, surface_m2, price_eur, price, price_per_m2
    FROM (SELECT *, price_eur::DOUBLE AS price, price_eur::DOUBLE / surface_m2 AS price_per_m2 FROM spells) AS spell
      JOIN steps USING (length) ${stated}
    ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`}`;
}

/** When something was first stated about a price since an instant. */
function statedSince(shape: StockShape, since: string): string {
  return `SELECT p.listing_id, min(p.effective_at) AS stated_at FROM (${statedQuery(shape)}) AS p ${joinHomes(shape, 'SEMI')}
    WHERE p.effective_at >= ${instant(since)} GROUP BY p.listing_id`;
}

/** Whether something was stated about a price, or its attributes began, from an instant to the end of the period. */
function updatedSince(since: string, periods: Periods): string {
  return `(${periodIndex('stated_at', periods)} <= began + step
    OR described_at >= ${instant(since)} AND ${periodIndex('described_at', periods)} <= began + step)`;
}

export function stockFigures({ metrics }: StockShape): string {
  const figures = (['price', 'price_per_m2'] as const).flatMap((of) => [
    ...quantilesOf(metrics, of),
    ...meanOf(metrics, of),
  ]);
  const positive = metrics.includes('price_index') ? ['(count(*) FILTER (price > 0))::DOUBLE AS positive'] : [];
  const samples = ['count(*)::DOUBLE AS count', 'count(price_per_m2)::DOUBLE AS with_surface'];
  return `SELECT ${['cell', ...samples, ...positive, ...figures].join(', ')} FROM stock GROUP BY cell`;
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

/** Sums of decimals are exact, in whatever order the rows come: so a figure is the same each time that it is asked for (H10). */
const sums = { price: 'sum(price_eur)', price_per_m2: 'sum(price_per_m2::DECIMAL(38, 12))' } as const;

function meanOf(metrics: readonly Metric[], of: 'price' | 'price_per_m2'): string[] {
  return metrics.includes(`mean_${of}`) ? [`${sums[of]}::DOUBLE / count(${of}) AS mean_${of}`] : [];
}
