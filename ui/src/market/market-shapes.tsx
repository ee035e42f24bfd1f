import type { DrawnBand, DrawnLine } from '../../../src/drawing/market-lines.ts';
import { markPath } from '../../../src/drawing/market-marks.ts';
import { dashOf } from './market-dash.ts';
import styles from './market-svg.module.css';

export function Band({ band: { area, edges, runningEdges } }: { band: DrawnBand }) {
  return (
    <>
      <path className={styles.band} d={area} />
      <path className={styles.edges} d={edges} />
      <path className={`${styles.edges} ${styles.running}`} d={runningEdges} />
    </>
  );
}

export function Line({ line: { path, running, alone, ends }, number }: { line: DrawnLine; number: number }) {
  return (
    <g className={dashOf(number)}>
      <path className={styles.line} d={path} />
      <path className={`${styles.line} ${styles.running}`} d={running} />
      {alone.map(({ x, y }) => (
        <path key={x} className={styles.mark} d={markPath(number, { x, y, r: 3 })} />
      ))}
      {ends.map(({ x, y, isRunning }) => (
        <path key={x} className={isRunning ? styles.hollow : styles.mark} d={markPath(number, { x, y, r: 3.5 })} />
      ))}
    </g>
  );
}

/** The outline of a bar lies within it. */
export function inside<Bar extends { x: number; y: number; width: number; height: number }>(
  bar: Bar,
  isOutlined: boolean,
): Bar {
  if (!isOutlined) return bar;
  const { x, y, width, height } = bar;
  return { ...bar, x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 0.5) };
}
