import type { Question, Value } from '../duckdb/questions.ts';
import { eventFigures, eventsQuery, firstCutFigures, moveFigures, movesQuery } from './events.sql.ts';
import { membersOf } from './groups.sql.ts';
import { type Bind, bindInto, type Source } from './homes.sql.ts';
import { askOfPrices, type MarketFilters } from './market-filters.ts';
import type { Metric } from './metrics.ts';
import type { Periods } from './periods.ts';
import { populationStatements } from './population.sql.ts';
import type { GroupName } from './series-query.ts';
import { stockFigures, stockViews, withViews } from './stock.sql.ts';

export type SeriesParts = {
  source: Source;
  filters: MarketFilters;
  periods: Periods;
  by: readonly GroupName[];
  metrics: readonly Metric[];
  /** How many rows there are at most; one more is told of. */
  limit: number;
};

/**
 * A question whose answer has a row for each period and group with listings: the number of the period, what says which group
 * it is, `count`, the samples of the figures, and the figures by their names.
 *
 *   listings ─▶ homes ─┬─▶ held ─┬─▶ spells ─▶ stock ──▶ figures of the ends of periods ──┐
 *   prices ────────────┘         ├─▶ events ─┬─────────▶ figures of changes ──────────────┼─▶ rows
 *                                │           └─▶ moves ─▶ figures of listings that moved ─┤
 *                                └──────────────────────▶ figures of first cuts ──────────┘
 */
export function seriesQuestion(parts: SeriesParts): Question {
  const values: Record<string, Value> = {};
  const rows = { sql: rowsQuery(parts, bindInto(values)), values };
  return { statements: [...populationStatements(parts, parts.by), rows] };
}

const ofEvents: readonly Metric[] = [
  'new_listings',
  'price_changes',
  'cut_share',
  'cuts_per_listing',
  'median_cut_pct',
  'median_cut_eur',
];

function rowsQuery(parts: SeriesParts, bind: Bind): string {
  const { metrics, by, periods, limit } = parts;
  const shape = { ...parts, narrowed: askOfPrices(parts.filters) };
  const has = (names: readonly Metric[]) => names.some((name) => metrics.includes(name));
  const needed = { events: has(ofEvents), moves: has(['price_index']), firstCuts: has(['days_to_first_cut']) };
  const views: Record<string, string> = {
    ...stockViews(shape, bind),
    stock_figures: stockFigures(shape),
    ...(needed.events || needed.moves ? { events: eventsQuery(shape) } : {}),
    ...(needed.events ? { event_figures: eventFigures(shape) } : {}),
    ...(needed.moves ? { moves: movesQuery(), move_figures: moveFigures() } : {}),
    ...(needed.firstCuts ? { first_cut_figures: firstCutFigures(shape) } : {}),
  };
  const joined = ['event_figures', 'move_figures', 'first_cut_figures'].filter((name) => name in views);
  const count = periods.starts.length;
  const members = membersOf(by).map((member) => (member === 'rooms' ? 'rooms_count AS rooms' : member));
  return `${withViews(views, needed.events || needed.moves || needed.firstCuts ? ['held'] : [])}
    SELECT ${[`(cell % ${count})::INTEGER AS i`, ...members, 'count', ...samplesOf(needed), ...columnsOf(metrics, count)].join(', ')}
    FROM stock_figures ${joined.map((name) => `LEFT JOIN ${name} USING (cell)`).join(' ')}
      ${by.length === 0 ? '' : `JOIN groups ON groups.number = cell // ${count}`}
    ORDER BY ${['i', ...membersOf(by)].join(', ')} LIMIT ${limit + 1}`;
}

const pairs = '(positive - coalesce(unpaired, 0))';

function samplesOf({ events, moves, firstCuts }: { events: boolean; moves: boolean; firstCuts: boolean }): string[] {
  return [
    'with_surface',
    ...(events ? ['coalesce(cuts, 0) AS cuts'] : []),
    ...(moves ? [`${pairs} AS pairs`] : []),
    ...(firstCuts ? ['coalesce(first_cuts, 0) AS first_cuts'] : []),
  ];
}

/** Where a group has no pair, the index stays as it was. */
const chained = (count: number) =>
  `(sum((coalesce(log_sum, 0) / greatest(${pairs}, 1))::DECIMAL(18, 15)) OVER (PARTITION BY cell // ${count} ORDER BY cell))::DOUBLE`;

/** Those that are worked out of several columns, or may be without a row; the others are columns themselves. */
const worked = (count: number): Partial<Record<Metric, string>> => ({
  listings_on_offer: 'count',
  new_listings: 'coalesce(new_listings, 0)',
  price_changes: 'coalesce(price_changes, 0)',
  cut_share: 'coalesce(listings_cut, 0) / count',
  cuts_per_listing: 'coalesce(cuts, 0) / count',
  price_index: `100 * exp(${chained(count)})`,
});

function columnsOf(metrics: readonly Metric[], count: number): string[] {
  const given = worked(count);
  return metrics.map((metric) => (given[metric] === undefined ? metric : `${given[metric]} AS ${metric}`));
}
