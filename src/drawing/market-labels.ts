import type { PlotScale } from './market-lines.ts';
import { isShown, type MarketLine, type MarketPlot, type ShownPoint } from './market-plot.ts';
import { isNarrow } from './market-room.ts';
import { spread } from './spread.ts';
import type { Box } from './step-path.ts';
import { fitText, labelWidth, textSize } from './text-width.ts';

export type EndLabel = { line: number; y: number; text: string; isMain: boolean };

const gap = 16;
/** Room of the sample of a dash that stands before a label. */
const key = 26;
/** Between the plot and a label. */
const margin = 12;

/** The room of a label at the end of a line, without the sample of its dash. @param right where the plot ends */
function labelRoom({ lines, shape, width }: MarketPlot, right: number): number {
  return width - right - margin - (lines.length > 1 && shape === 'line' ? key : 0);
}

/** The room at the right that labels take. */
export function rightMargin(plot: MarketPlot): number {
  const texts = plot.lines.flatMap((line) => [endTextOf(plot, line), sampleTextOf(plot, line)]);
  const band = plot.lines.length === 1 ? bandTexts(plot) : [];
  const before = plot.lines.length > 1 && plot.shape === 'line' ? key : 0;
  const widest = Math.max(...[...texts, ...band].map(labelWidth));
  return Math.ceil(Math.min(widest + before + margin, plot.width * 0.38));
}

/** The point that is labelled: the last one; of bars the last that has ended, for one that runs is not full yet. */
export function labelledPoint({ shape, running }: MarketPlot, { points }: MarketLine): ShownPoint | undefined {
  const shown = points.filter(isShown);
  const ended = shape === 'bars' ? shown.findLast(({ at }) => at !== running) : undefined;
  return ended ?? shown.at(-1);
}

/** What stands at the end of a line: its value if it is alone, else its name, and both where there is room. */
export function endTextOf(plot: MarketPlot, line: MarketLine): string {
  const { lines, shape, width, write } = plot;
  const last = labelledPoint(plot, line);
  const value = last ? write.value(last.value) : '';
  if (lines.length === 1 || shape === 'bars') return value;
  return isNarrow(width) ? line.name : `${line.name} ${value}`;
}

/** What stands at the end of a strip of samples: the last one, and whose it is. */
export function sampleTextOf({ lines, write }: MarketPlot, { name, points }: MarketLine): string {
  const count = write.count(points.at(-1)?.count ?? 0);
  return lines.length === 1 ? count : `${name} ${count}`;
}

function bandTexts({ lines, write }: MarketPlot): string[] {
  const last = lines[0]?.points.findLast(isShown);
  return [last?.high, last?.low].flatMap((value) => (value === undefined ? [] : [write.value(value)]));
}

/** Labels at the ends of lines, and of the band of one that is alone. */
export function labelsAt(plot: MarketPlot, box: Box, { y }: PlotScale): EndLabel[] {
  const room = labelRoom(plot, box.right);
  const labels = plot.lines.flatMap((line, at) => {
    const last = line.points.findLast(isShown);
    if (!last) return [];
    const main = {
      line: at,
      y: y(last.value),
      text: fitText(endTextOf(plot, line), { width: room, size: textSize }),
      isMain: true,
    };
    if (plot.lines.length > 1) return [main];
    const others = [last.high, last.low].flatMap((value) => (value === undefined ? [] : [value]));
    return [main, ...others.map((value) => ({ ...main, y: y(value), text: plot.write.value(value), isMain: false }))];
  });
  const places = spread(
    labels.map((label) => label.y),
    gap,
    [box.top + 4, box.bottom - 4],
  );
  return labels.map((label, at) => ({ ...label, y: places[at] ?? label.y }));
}
