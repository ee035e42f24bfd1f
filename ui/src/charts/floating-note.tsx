import type { ReactNode } from 'react';
import type { StepChart } from '../../../src/drawing/step-chart-shape.ts';
import type { Stop } from './chart-stops.ts';
import styles from './price-chart.module.css';

/** Below this width it takes all of the plot. */
const narrow = 480;

type Props = { stop: Stop; chart: StepChart; children: ReactNode };

/** What is told of a stop: below the line, where the chart is empty; on the side of the stop that has more room. */
export function FloatingNote({ stop, chart: { plot, width, height }, children }: Props) {
  const x = stop.kind === 'held' ? (stop.span.x1 + stop.span.x2) / 2 : stop.x;
  const half = x < width / 2 ? { left: Math.max(plot.left, x - 24) } : { right: Math.max(0, width - x - 24) };
  const side = width < narrow ? { left: plot.left, right: 0 } : half;
  return (
    <div
      className={styles.floating}
      style={{ ...side, bottom: height - plot.bottom + 8 }}
      aria-hidden="true"
      onPointerMove={(event) => event.stopPropagation()}
    >
      {children}
    </div>
  );
}
