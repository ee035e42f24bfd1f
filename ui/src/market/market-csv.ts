import type { MarketLine } from '../../../src/drawing/market-plot.ts';
import { startOf } from '../../../src/drawing/periods.ts';
import type { Cell } from '../charts/csv-text.ts';
import type { MarketView } from './market-view.ts';
import { measureOf } from './measures.ts';

/** What is shown as rows, one for each period and line, with the API's own names and unrounded figures. */
export function marketCsv({ view, lines }: { view: MarketView; lines: readonly MarketLine[] }): Cell[][] {
  const { value, band = [] } = measureOf(view.measure);
  const edges = lines.length === 1 ? band : [];
  const head = ['period', 'group', value, ...edges, 'count'];
  const rows = lines.flatMap(({ name, points }) =>
    points.map((point): Cell[] => {
      const told = edges.length > 0 ? [point.value, point.low, point.high] : [point.value];
      return [firstDay(point.at), name, ...told.map((each) => each ?? ''), point.count];
    }),
  );
  return [head, ...rows];

  function firstDay(ordinal: number): string {
    return new Date(startOf(ordinal, view.period)).toISOString().slice(0, 10);
  }
}
