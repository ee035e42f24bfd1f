import type { StepChart } from '../../../src/drawing/step-chart-shape.ts';
import { pixels } from '../../../src/drawing/step-path.ts';
import type { Stop } from './chart-stops.ts';
import styles from './price-chart.module.css';

/** The stop that the cursor is at, behind the line: for how long a price held, or which mark it is. */
export function MeantStop({ stop, chart: { plot } }: { stop: Stop; chart: StepChart }) {
  if (stop.kind === 'mark') return <circle className={styles.meant} cx={stop.x} cy={stop.y} r="11" />;
  const { x1, x2, y } = stop.span;
  return (
    <>
      <rect className={styles.held} x={x1} y={plot.top} width={Math.max(1, x2 - x1)} height={plot.bottom - plot.top} />
      <path className={styles.heldRun} d={`M${pixels(x1)} ${pixels(y)}H${pixels(Math.max(x1 + 1, x2))}`} />
    </>
  );
}
