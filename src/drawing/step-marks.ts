import type { DrawnMark, StepChartInput } from './step-chart-shape.ts';
import type { Box, Scale } from './step-path.ts';

/** Between a mark and an edge that it may not cross, in pixels: with the ring around it while it is meant. */
const inset = 12;

/** What was said once and holds no more, at its price; what the axis has no place for stands at its edge, and points beyond. */
export function drawnMarks({ marks = [], from, to }: StepChartInput, scale: Scale, plot: Box): DrawnMark[] {
  const shown = marks.filter(({ at }) => at >= from && at <= to);
  return shown.map((mark) => ({ ...mark, x: scale.x(mark.at), ...heightOf(scale.y(mark.eur), plot) }));
}

/** Above the plot there is room for some that cost a little more than its highest price. */
function heightOf(y: number, { bottom }: Box): Pick<DrawnMark, 'y' | 'beyond'> {
  if (y < inset) return { y: inset, beyond: 'above' };
  if (y > bottom) return { y: bottom - inset, beyond: 'below' };
  return { y, beyond: undefined };
}
