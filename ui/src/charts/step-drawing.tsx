import { memo, type ReactNode, type Ref } from 'react';
import type { DrawnMark, StepChart } from '../../../src/drawing/step-chart-shape.ts';
import { pixels } from '../../../src/drawing/step-path.ts';
import styles from './price-chart.module.css';

type Props = { chart: StepChart; drawing: Ref<SVGSVGElement> | undefined; children: ReactNode };

/** A chart as it was laid out. @param children what stands behind the line */
export function StepDrawing({ chart, drawing, children }: Props) {
  const { width, height } = chart;
  return (
    <svg
      ref={drawing}
      className={styles.drawing}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {children}
      <Plot chart={chart} />
    </svg>
  );
}

/** Kept apart from the cursor, which moves often. */
const Plot = memo(function Plot({ chart }: { chart: StepChart }) {
  const { runs, risers, end, marks, labels } = chart;
  return (
    <>
      <Axes chart={chart} />
      <path className={styles.riser} d={risers} />
      <path className={styles.run} d={runs} />
      {marks.map((mark, number) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may have been said several times
        <FormerMark key={number} mark={mark} />
      ))}
      {end && <circle className={styles.end} cx={pixels(end.x)} cy={pixels(end.y)} r="4" />}
      {labels.map(({ kind, x, y, anchor, text }) => (
        <text key={`${kind} ${x}`} className={`${styles.label} ${styles[kind]}`} x={x} y={y} textAnchor={anchor}>
          {text}
        </text>
      ))}
    </>
  );
});

function Axes({ chart: { plot, priceTicks, timeTicks } }: { chart: StepChart }) {
  return (
    <>
      {priceTicks.map(({ place, text }, number) => (
        <g key={text}>
          <path
            className={number === 0 ? styles.foot : styles.grid}
            d={`M${pixels(plot.left)} ${pixels(place)}H${pixels(plot.right)}`}
          />
          <text x={plot.left - 8} y={place + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {timeTicks.map(({ place, text }) => (
        <text key={place} x={place} y={plot.bottom + 20} textAnchor="middle">
          {text}
        </text>
      ))}
    </>
  );
}

/** Hollow, since it was said once and holds no more: struck out at its price, or pointing at where that is beyond the axis. */
function FormerMark({ mark: { x, y, beyond } }: { mark: DrawnMark }) {
  if (beyond) {
    const tip = beyond === 'above' ? -6 : 6;
    const arrow = `M${pixels(x - 6)} ${pixels(y - tip)}H${pixels(x + 6)}L${pixels(x)} ${pixels(y + tip)}Z`;
    return <path className={styles.former} d={arrow} />;
  }
  return (
    <g className={styles.former}>
      <circle cx={pixels(x)} cy={pixels(y)} r="5" />
      <path d={`M${pixels(x - 6)} ${pixels(y + 6)}L${pixels(x + 6)} ${pixels(y - 6)}`} />
    </g>
  );
}
