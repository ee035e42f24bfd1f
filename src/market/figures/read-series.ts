import type { Instant } from '../../db/values.ts';
import { AppError } from '../../errors.ts';
import { invalid } from '../../wire/checker.ts';
import { type Row, rowsOfTable } from '../duckdb/rows-of-table.ts';
import type { Market } from '../market.ts';
import { membersOf } from './groups.sql.ts';
import { definitionOf, type Metric, type Sample } from './metrics.ts';
import { usualMinCount } from './min-count.ts';
import { dayOf, type Periods, periodsBetween, shifted, startOf } from './periods.ts';
import { type Lookups, readFilters } from './population.ts';
import { seriesQuestion } from './series.sql.ts';
import { instantOfDay, type SeriesQuery } from './series-query.ts';

const most = { periods: 4_000, rows: 20_000 };
const usual = { period: 'month', periods: 12 } as const;
/** Dates of other years are no RFC 3339. */
const firstInstant = Date.parse('0001-01-01T00:00:00Z');

/** `period` is its first day; then what says which group it is of, `count`, and the figures by their names. */
export type SeriesRow = Record<string, string | number | string[]>;

export type Series = {
  rows: SeriesRow[];
  /** The members that rows may have, in their order. */
  members: string[];
  /** All that was recorded before it is in. */
  asOf: Instant;
};

export type Asking = { lookups: Lookups; signal: AbortSignal | undefined };

/**
 * Figures of the listings that the filters let through, a row for each period and group (docs/market.md).
 * @throws AppError `invalid`, `too_costly`, `overloaded`, `unavailable`
 */
export async function readSeries(market: Market, query: SeriesQuery, { lookups, signal }: Asking): Promise<Series> {
  const filters = await readFilters(lookups, query);
  const { paths, knownAt, asOf } = await market.moment(query);
  const periods = periodsOf(query, knownAt === undefined ? Date.now() : Date.parse(knownAt));
  const { metric: metrics, by = [] } = query;
  const question = seriesQuestion({
    ...{ source: { paths, knownAt }, filters, periods, by },
    ...{ metrics: [...new Set(metrics)], limit: most.rows },
  });
  const found = rowsOfTable(await market.ask(question, signal));
  const rows = found.map((row) => rowOf(row, { query, periods }));
  if (rows.length > most.rows) {
    const message = `The answer has more than ${most.rows} rows: ask for fewer or longer periods, or fewer places.`;
    throw new AppError('too_costly', message);
  }
  return { rows, members: ['period', ...membersOf(by), 'count', ...new Set(metrics), 'hidden'], asOf };
}

/**
 * The periods that a query is about: none that begins after now.
 * @param now in UTC milliseconds
 */
function periodsOf({ period = usual.period, ...given }: SeriesQuery, now: number): Periods {
  const to = Math.min(instantGiven(given.to) ?? now + 1, now + 1);
  const usualFrom = Math.max(shifted(period, startOf(period, to - 1), 1 - usual.periods), firstInstant);
  const from = instantGiven(given.from) ?? usualFrom;
  if (from >= to) {
    const end = given.known_at === undefined ? 'now' : 'known_at';
    const detail = given.to === undefined ? `must be before ${end}` : `must be before to, and before ${end}`;
    throw invalid([{ parameter: 'from', detail }], 'query');
  }
  const periods = periodsBetween(period, { from: startOf(period, from), to }, most.periods);
  if (periods) return periods;
  const detail = `must be later, or period longer: these are more than ${most.periods} periods`;
  throw invalid([{ parameter: 'from', detail }], 'query');
}

function instantGiven(text: string | undefined): number | undefined {
  return text === undefined ? undefined : instantOfDay(text);
}

type Asked = { query: SeriesQuery; periods: Periods };

function rowOf(values: Row, { query, periods }: Asked): SeriesRow {
  const { metric: metrics, by = [], min_count: minCount = usualMinCount } = query;
  const row: SeriesRow = { period: dayOf(periods.starts[Number(values.i)] ?? periods.end) };
  for (const name of [...membersOf(by), 'count']) row[name] = values[name] as string | number;
  const hidden = metrics.filter((metric) => sampleOf(metric, values) < minCount);
  for (const metric of metrics) {
    const value = values[metric];
    if (typeof value === 'number' && !hidden.includes(metric)) row[metric] = rounded(metric, value);
  }
  if (hidden.length > 0) row.hidden = [...new Set(hidden)];
  return row;
}

const samples: Readonly<Record<Sample, string>> = {
  listings: 'count',
  'listings with a surface': 'with_surface',
  pairs: 'pairs',
  cuts: 'cuts',
  'first cuts': 'first_cuts',
};

function sampleOf(metric: Metric, values: Row): number {
  return Number(values[samples[definitionOf(metric).sample]] ?? 0);
}

/** Euros to the cent; shares, percent, days and the index as they are. */
function rounded(metric: Metric, value: number): number {
  return definitionOf(metric).unit.startsWith('EUR') ? Math.round(value * 100) / 100 : value;
}
