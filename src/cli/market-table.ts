import { definitionOf, type Metric } from '../market/figures/metrics.ts';
import type { PeriodName } from '../market/figures/periods.ts';
import type { SeriesRow } from '../market/figures/read-series.ts';
import { printable } from '../wire/json-text.ts';
import { sparkline } from './sparkline.ts';

export type TableOptions = {
  metrics: readonly Metric[];
  period: PeriodName;
  /** The members that say which group a row is of. */
  groups: readonly string[];
  /** Of the terminal; undefined: it is none, and all periods are shown without a drawing. */
  width: number | undefined;
};

type Cell = { value: number | undefined; hidden: boolean };
type Line = { labels: string[]; cells: Cell[]; metric: Metric };

const gap = '  ';
const fewSign = '·';

/** Figures with a line for each group, and for each figure where there are several, and a column for each period. */
export function marketTable(rows: readonly SeriesRow[], options: TableOptions): string[] {
  const { groups, period, width } = options;
  const periods = [...new Set(rows.map((row) => String(row.period)))].toSorted();
  const lines = linesOf(rows, periods, options);
  const header = [...groups, ...(namesFigures(options) ? ['figure'] : [])];
  const bars = lines.map(({ cells }) => sparkline(cells.map(({ value }) => value)));
  const drawn = width === undefined || bars.every((bar) => bar.trim() === '') ? [] : ['', ...bars];
  const left = columns([header, ...lines.map(({ labels }) => labels)], 'left');
  const beginning = left.map((text, at) =>
    [text, ...(drawn.length > 0 ? [(drawn[at] ?? '').padEnd(periods.length)] : [])].join(gap),
  );
  const values = periods.map((name, at) => [
    periodLabel(name, period),
    ...lines.map(({ cells, metric }) => shown(cells[at], metric)),
  ]);
  const fitting = width === undefined ? values : values.slice(-fit(values, width - (beginning[0] ?? '').length));
  const right = columns(transposed(fitting, lines.length + 1), 'right');
  return beginning.map((text, at) => `${text}${gap}${right[at] ?? ''}`.trimEnd());
}

/** Where nothing else tells a line apart, its figure does. */
function namesFigures({ metrics, groups }: TableOptions): boolean {
  return metrics.length > 1 || groups.length === 0;
}

function linesOf(rows: readonly SeriesRow[], periods: readonly string[], options: TableOptions): Line[] {
  const { metrics, groups } = options;
  const byGroup = Map.groupBy(rows, (row) => JSON.stringify(groups.map((name) => row[name])));
  const ordered = [...byGroup].toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return ordered.flatMap(([, ofGroup]) => {
    const byPeriod = new Map(ofGroup.map((row) => [row.period, row]));
    const labels = groups.map((name) => printable(String(ofGroup[0]?.[name] ?? '')));
    return metrics.map((metric) => ({
      labels: [...labels, ...(namesFigures(options) ? [metric] : [])],
      metric,
      cells: periods.map((period) => cellOf(byPeriod.get(period), metric)),
    }));
  });
}

function cellOf(row: SeriesRow | undefined, metric: Metric): Cell {
  const value = row?.[metric];
  const { hidden } = row ?? {};
  return {
    value: typeof value === 'number' ? value : undefined,
    hidden: Array.isArray(hidden) && hidden.includes(metric),
  };
}

/** How many of the last columns there is room for; one in any case. */
function fit(values: readonly string[][], room: number): number {
  let [count, left] = [0, room];
  for (const column of values.toReversed()) {
    left -= gap.length + Math.max(...column.map((text) => text.length));
    if (left < 0) break;
    count += 1;
  }
  return Math.max(1, count);
}

function transposed(values: readonly string[][], height: number): string[][] {
  return Array.from({ length: height }, (_, at) => values.map((column) => column[at] ?? ''));
}

/** Lines whose texts stand in columns. */
function columns(lines: readonly string[][], side: 'left' | 'right'): string[] {
  const widths = (lines[0] ?? []).map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  const pad = (text: string, width: number) => (side === 'left' ? text.padEnd(width) : text.padStart(width));
  return lines.map((line) => line.map((text, at) => pad(text, widths[at] ?? 0)).join(gap));
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredth = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function shown(cell: Cell | undefined, metric: Metric): string {
  const { value, hidden = false } = cell ?? {};
  if (value === undefined) return hidden ? fewSign : '';
  switch (definitionOf(metric).unit) {
    case 'share':
      return `${tenth.format(value * 100)} %`;
    case 'percent':
      return `${tenth.format(value)} %`;
    case 'days':
    case 'index':
      return tenth.format(value);
    case 'cuts':
      return hundredth.format(value);
    default:
      return whole.format(value);
  }
}

/** `2025`, `2025-Q1`, `2025-03`, or its first day. */
function periodLabel(day: string, period: PeriodName): string {
  if (period === 'year') return day.slice(0, 4);
  if (period === 'quarter') return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
  return period === 'month' ? day.slice(0, 7) : day;
}
