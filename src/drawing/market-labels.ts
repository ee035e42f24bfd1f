import type { PlotScale } from './market-lines.ts';
import { isShown, type MarketLine, type MarketPlot, type ShownPoint } from './market-plot.ts';
import { isNarrow } from './market-room.ts';
import { spread } from './spread.ts';
import type { Box } from './step-path.ts';
import { fitText, labelWidth, textSize } from './text-width.ts';

// What stands right of the plot is of the last period that has ended, as the finding is; its name stands above:
//
//   Oct 2026
//   ── Paris €8,710            where there is little room the value stands below the name
//   -- Lyon 1.7% (Jun 2026)    one that is not told of it says of when it is

export type EndLabel = {
  line: number;
  /** The number of the period that it is of. */
  at: number;
  y: number;
  text: string;
  /** A second row. */
  below: string | undefined;
  isMain: boolean;
};

const gap = 16;
/** Of labels with a second row. */
const wideGap = 30;
/** Room of the sample of a dash that stands before a label. */
const key = 34;
/** Between the plot and a label. */
const margin = 12;
/** So much of the width labels take at most. */
const most = (width: number) => (isNarrow(width) ? 0.48 : 0.4) * width;
/** How much wider main labels are than `labelWidth` says, which are bold. */
const bold = 1.12;

const mainWidth = (text: string) => labelWidth(text) * bold;
const fitPlain = (text: string, width: number) => fitText(text, { width, size: textSize });
const fitMain = (text: string, width: number) => fitText(text, { width, size: textSize * bold });

/** What stands before a label at the end of a line: the sample of its dash. */
function keyOf({ lines, shape }: MarketPlot): number {
  return lines.length > 1 && shape === 'line' ? key : 0;
}

/** The room at the right that labels take. */
export function rightMargin(plot: MarketPlot): number {
  const main = plot.lines.flatMap((line) => {
    const { text, below = '' } = rowsOf(plot, line);
    return [mainWidth(text) + keyOf(plot), labelWidth(below) + keyOf(plot)];
  });
  const band = plot.lines.length === 1 ? bandTexts(plot) : [];
  const others = [...plot.lines.map((line) => sampleTextOf(plot, line)), ...band, labelledPeriodText(plot)];
  return Math.ceil(Math.min(Math.max(...main, ...others.map(labelWidth)) + margin, most(plot.width)));
}

/** The period that labels are of: the last one that has ended and is told; the one that runs where there is no other. */
function labelledPeriod({ lines, running }: Pick<MarketPlot, 'lines' | 'running'>): number {
  const shown = lines.flatMap(({ points }) => points.filter(isShown).map(({ at }) => at));
  const ended = shown.filter((at) => at !== running);
  return Math.max(...(ended.length > 0 ? ended : shown));
}

export function labelledPeriodText(plot: MarketPlot): string {
  return plot.write.period(labelledPeriod(plot));
}

/** The point of a line that is labelled: the last one that has ended, for one that runs is not full yet. */
function labelledPoint({ running }: Pick<MarketPlot, 'running'>, { points }: MarketLine): ShownPoint | undefined {
  const shown = points.filter(isShown);
  return shown.findLast(({ at }) => at !== running) ?? shown.at(-1);
}

/** What stands at the end of a line: its value, with its name before it where there are several. */
function rowsOf(plot: MarketPlot, line: MarketLine): { text: string; below?: string } {
  const value = valueText(plot, line);
  if (plot.lines.length === 1 || plot.shape === 'bars') return { text: value };
  return isNarrow(plot.width) ? { text: line.name, below: value } : { text: `${line.name} ${value}` };
}

/** With its period where that is another one than that of the labels. */
function valueText(plot: MarketPlot, line: MarketLine): string {
  const point = labelledPoint(plot, line);
  if (!point) return '';
  const value = plot.write.value(point.value);
  return point.at === labelledPeriod(plot) ? value : `${value} (${plot.write.period(point.at)})`;
}

/** The same in the room that there is: a name is cut before a value is. */
function fittingRows(plot: MarketPlot, line: MarketLine, room: number): Pick<EndLabel, 'text' | 'below'> {
  const { text, below } = rowsOf(plot, line);
  if (below !== undefined) {
    return { text: fitMain(text, room), below: fitPlain(below, room) };
  }
  if (mainWidth(text) <= room || !text.startsWith(line.name)) return { text: fitMain(text, room), below };
  const value = text.slice(line.name.length);
  return { text: fitMain(`${fitMain(line.name, room - mainWidth(value))}${value}`, room), below };
}

/** What stands at the end of a strip of samples: how many there were in the period that is labelled, and whose they are. */
export function sampleTextOf(plot: MarketPlot, line: MarketLine, room = Number.POSITIVE_INFINITY): string {
  const period = labelledPeriod(plot);
  const count = plot.write.count(line.points.find(({ at }) => at === period)?.count ?? 0);
  return plot.lines.length === 1 ? count : `${fitPlain(line.name, room - labelWidth(` ${count}`))} ${count}`;
}

function bandTexts({ lines, running, write }: MarketPlot): string[] {
  const last = lines[0] && labelledPoint({ running }, lines[0]);
  return [last?.high, last?.low].flatMap((value) => (value === undefined ? [] : [write.value(value)]));
}

/** Labels at the ends of some lines of a plot, and of the band of one that is alone, below the name of their period. */
export function labelsAt(
  plot: MarketPlot,
  lines: readonly number[],
  where: { box: Box; scale: PlotScale },
): EndLabel[] {
  const { box, scale } = where;
  const labels = lines.flatMap((line) => labelsOf(plot, line, where));
  const isTall = labels.some(({ below }) => below !== undefined);
  const inset = isTall ? 12 : 4;
  const first = Math.max(box.top + inset, periodRow(plot, box) + 12 + inset);
  const places = spread(
    labels.map(({ y }) => scale.y(y)),
    isTall ? wideGap : gap,
    [first, box.bottom - inset],
  );
  return labels.map((label, at) => ({ ...label, y: places[at] ?? label.y }));
}

/** Where the name of the period stands: beside the title of a panel, where it has one. */
export function periodRow({ lines, shape }: Pick<MarketPlot, 'lines' | 'shape'>, { top }: Box): number {
  return shape === 'bars' && lines.length > 1 ? top - 8 : top + 4;
}

/** With values for places. */
function labelsOf(plot: MarketPlot, number: number, { box }: { box: Box }): EndLabel[] {
  const line = plot.lines[number];
  const point = line && labelledPoint(plot, line);
  if (!line || !point) return [];
  const rows = fittingRows(plot, line, plot.width - box.right - margin - keyOf(plot));
  const main = { ...rows, line: number, at: point.at, y: point.value, isMain: true };
  if (plot.lines.length > 1 || plot.shape === 'bars') return [main];
  const edges = [point.high, point.low].flatMap((value) => (value === undefined ? [] : [value]));
  return [main, ...edges.map((y) => ({ ...main, y, text: plot.write.value(y), isMain: false }))];
}
