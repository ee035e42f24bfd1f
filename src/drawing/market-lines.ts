import { isShown, type MarketPoint, type ShownPoint } from './market-plot.ts';
import { pixels } from './step-path.ts';

/** Places of periods and values, in pixels. */
export type PlotScale = { x: (ordinal: number) => number; y: (value: number) => number };

export type DrawnLine = {
  /** Of periods that have ended. */
  path: string;
  /** To the period that runs: to be dashed. */
  running: string;
  /** Points without neighbours, which a path does not show. */
  alone: { x: number; y: number }[];
  /** The last one that has ended, and the one that runs, where they are shown. */
  ends: { x: number; y: number; isRunning: boolean }[];
};

/** A line with gaps where nothing is told. @param running the number of the period that runs */
export function drawLine(points: readonly MarketPoint[], { x, y }: PlotScale, running: number): DrawnLine {
  const place = ({ at, value }: ShownPoint) => ({ x: x(at), y: y(value) });
  const through = (run: readonly ShownPoint[]) => pathThrough(run.map(place));
  const runs = runsOf(points);
  const ended = runs.map((run) => run.filter(({ at }) => at !== running));
  const shown = runs.flat();
  const last = [shown.findLast(({ at }) => at !== running), shown.find(({ at }) => at === running)];
  return {
    path: ended.map(through).join(''),
    running: through(endAtRunning(runs, running)),
    alone: ended.flatMap((run) => (run.length === 1 ? run.map(place) : [])),
    ends: last.flatMap((point) => (point ? [{ ...place(point), isRunning: point.at === running }] : [])),
  };
}

export type DrawnBand = { area: string; edges: string; runningEdges: string };

/** The middle half as an area with edges, which are what is seen of it where colours are few. */
export function drawBand(points: readonly MarketPoint[], { x, y }: PlotScale, running: number): DrawnBand {
  const runs = runsOf(points.filter(({ low, high }) => low !== undefined && high !== undefined));
  const edge = (run: readonly ShownPoint[], side: 'low' | 'high') =>
    run.map((point) => ({ x: x(point.at), y: y(point[side] ?? point.value) }));
  const area = (run: readonly ShownPoint[]) => closed([...edge(run, 'high'), ...edge(run, 'low').toReversed()]);
  const edges = (run: readonly ShownPoint[]) => pathThrough(edge(run, 'high')) + pathThrough(edge(run, 'low'));
  return {
    area: runs.map(area).join(''),
    edges: runs.map((run) => edges(run.filter(({ at }) => at !== running))).join(''),
    runningEdges: edges(endAtRunning(runs, running)),
  };
}

/** What is shown, in runs of neighbours. */
function runsOf(points: readonly MarketPoint[]): ShownPoint[][] {
  const runs: ShownPoint[][] = [];
  for (const point of points.filter(isShown)) {
    const last = runs.at(-1);
    if (last?.at(-1)?.at === point.at - 1) last.push(point);
    else runs.push([point]);
  }
  return runs;
}

/** The period that runs, and the one before it, where both are shown. */
function endAtRunning(runs: readonly (readonly ShownPoint[])[], running: number): readonly ShownPoint[] {
  const last = runs.at(-1) ?? [];
  return last.at(-1)?.at === running ? last.slice(-2) : [];
}

type Place = { x: number; y: number };

/** Nothing where there are not two points for it. */
function pathThrough(places: readonly Place[]): string {
  if (places.length < 2) return '';
  return places.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${pixels(x)} ${pixels(y)}`).join('');
}

function closed(places: readonly Place[]): string {
  return places.length > 2 ? `${pathThrough(places)}Z` : '';
}
