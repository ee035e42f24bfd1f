import type { Question, Value } from '../duckdb/questions.ts';
import { eventFigures, eventsQuery, firstCutFigures, movesQuery } from './events.sql.ts';
import { keysOf, shownOf } from './groups.sql.ts';
import { bindInto, homesQuery, pricesQuery, type Source, statedQuery } from './homes.sql.ts';
import { askOfPrices, type MarketFilters } from './market-filters.ts';
import type { Metric } from './metrics.ts';
import type { Periods } from './periods.ts';
import type { GroupName } from './series-query.ts';
import { spellsQuery, stockFigures, stockQuery } from './stock.sql.ts';

export type SeriesParts = {
  source: Source;
  filters: MarketFilters;
  periods: Periods;
  by: readonly GroupName[];
  metrics: readonly Metric[];
  /** How many rows there are at most; one more is told of. */
  limit: number;
};

const ofEvents: readonly Metric[] = [
  ...(['new_listings', 'price_changes', 'cuts_per_listing', 'median_cut_pct', 'median_cut_eur'] as const),
];
const ofMoves: readonly Metric[] = ['cut_share', 'price_index'];

/**
 * A question whose answer has a row for each period and group with listings: the number of the period, what says which group
 * it is, `count`, the samples (`s_…`) and the figures by their names.
 *
 *   listings ─▶ homes ──┬─▶ spells ─▶ stock ───▶ figures of the ends of periods ──┐
 *   prices ─────────────┼─▶ events ─┬─────────▶ figures of changes ──────────────┼─▶ rows
 *                       │           └─▶ moves ─▶ figures of listings that moved ──┤
 *                       └─▶ first cuts ───────────────────────────────────────────┘
 */
export function seriesQuestion(parts: SeriesParts): Question {
  const { source, filters, metrics, by, limit } = parts;
  const values: Record<string, Value> = {};
  const bind = bindInto(values);
  const keys = keysOf(by);
  const has = (names: readonly Metric[]) => names.some((name) => metrics.includes(name));
  const shape = { ...parts, keys, fitting: askOfPrices(filters) };
  const views: [string, string][] = [
    ['homes', homesQuery(source, filters, bind)],
    ['prices', pricesQuery(source)],
    ...(filters.updated_since === undefined ? [] : [['stated_prices', statedQuery(source)] satisfies [string, string]]),
    ['spells', spellsQuery(shape)],
    ['stock', stockQuery(shape, bind)],
    ['stock_figures', stockFigures(shape)],
  ];
  const figures = ['stock_figures'];
  const needed = { moves: has(ofMoves), events: has(ofEvents), firstCuts: metrics.includes('days_to_first_cut') };
  if (needed.events || needed.moves) views.push(['events', eventsQuery(shape)]);
  if (needed.moves) views.push(['moves', movesQuery(shape)]);
  if (needed.events || needed.moves) {
    views.push(['event_figures', eventFigures(shape, needed)]);
    figures.push('event_figures');
  }
  if (needed.firstCuts) {
    views.push(['first_cut_figures', firstCutFigures(shape)]);
    figures.push('first_cut_figures');
  }
  const shown = shownOf(by);
  if (keys.length > 0) views.push(['labels', labelsQuery(keys, shown)]);
  const using = ['i', ...keys].join(', ');
  const joined = figures.map((name, at) => (at === 0 ? name : `LEFT JOIN ${name} USING (${using})`)).join(' ');
  const labels = keys.length > 0 ? `JOIN labels USING (${keys.join(', ')})` : '';
  const order = ['i', ...Object.keys(shown)].join(', ');
  return {
    statements: [
      `WITH ${views.map(([name, query]) => `${name} AS (${query})`).join(',\n')}
      SELECT ${['i::INTEGER AS i', ...Object.keys(shown), 'count', ...samplesOf(needed), ...columnsOf(metrics, keys)].join(', ')}
      FROM ${joined} ${labels} ORDER BY ${order} LIMIT ${limit + 1}`,
    ],
    values,
  };
}

function labelsQuery(keys: readonly string[], shown: Readonly<Record<string, string>>): string {
  const labels = Object.entries(shown).filter(([name]) => !keys.includes(name) && name !== 'rooms');
  const rooms = 'rooms' in shown ? ['rooms_count AS rooms'] : [];
  return `SELECT ${[...keys, ...rooms, ...labels.map(([name, says]) => `${says} AS ${name}`)].join(', ')} FROM homes
    GROUP BY ${keys.join(', ')}`;
}

function samplesOf({ events, moves, firstCuts }: { events: boolean; moves: boolean; firstCuts: boolean }): string[] {
  return [
    's_surface',
    ...(events || moves ? ['coalesce(s_cuts, 0) AS s_cuts'] : []),
    ...(moves ? ['(positive - coalesce(unpaired, 0)) AS s_pairs'] : []),
    ...(firstCuts ? ['coalesce(s_first_cuts, 0) AS s_first_cuts'] : []),
  ];
}

/** A figure that is no column of the figures is worked out of some. */
function columnsOf(metrics: readonly Metric[], keys: readonly string[]): string[] {
  const chain = `sum(coalesce(log_sum, 0) / greatest(positive - coalesce(unpaired, 0), 1))
    OVER (${keys.length > 0 ? `PARTITION BY ${keys.join(', ')}` : ''} ORDER BY i)`;
  const special: Partial<Record<Metric, string>> = {
    listings_on_offer: 'count AS listings_on_offer',
    new_listings: 'coalesce(new_listings, 0) AS new_listings',
    price_changes: 'coalesce(price_changes, 0) AS price_changes',
    cut_share: 'coalesce(listings_cut, 0) / count AS cut_share',
    cuts_per_listing: 'coalesce(s_cuts, 0) / count AS cuts_per_listing',
    price_index: `100 * exp(${chain}) AS price_index`,
  };
  return metrics.map((metric) => special[metric] ?? metric);
}
