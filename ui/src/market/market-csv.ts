import { startOf } from '../../../src/drawing/periods.ts';
import type { Cell } from '../charts/csv-text.ts';
import type { GroupLine } from './market-lines.ts';
import type { MarketView } from './market-view.ts';
import { measureOf } from './measures.ts';

/** What a line is of, as far as any line has it. */
const groupColumns = ['country', 'postal_code', 'city', 'building_type'] as const;

/** What is shown as rows, one for each period and line, with the API's own names, codes and unrounded figures. */
export function marketCsv({ view, lines }: { view: MarketView; lines: readonly GroupLine[] }): Cell[][] {
  const { value, band = [] } = measureOf(view.measure);
  const edges = lines.length === 1 ? band : [];
  const columns = groupColumns.filter((column) => lines.some(({ group }) => group[column]));
  const head = ['period', ...columns, value, ...edges, 'count'];
  const rows = lines.flatMap(({ group, points }) =>
    points.map((point): Cell[] => {
      const told = edges.length > 0 ? [point.value, point.low, point.high] : [point.value];
      const of = columns.map((column) => group[column] ?? '');
      return [firstDay(point.at), ...of, ...told.map((each) => each ?? ''), point.count];
    }),
  );
  return [head, ...rows];

  function firstDay(ordinal: number): string {
    return new Date(startOf(ordinal, view.period)).toISOString().slice(0, 10);
  }
}
