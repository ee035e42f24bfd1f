import { pixels, rangeOf, type Step, scaleOf, stepPath } from '../../../src/drawing/step-path.ts';
import styles from './sparkline.module.css';

const width = 96;
const height = 28;
const box = { left: 2, top: 4, right: width - 4, bottom: height - 4 };

/**
 * The prices of a listing within a window, small; what it says stands beside it as text.
 * @param from the start of the window, in UTC milliseconds; the same for all that stand together @param to its end
 */
export function Sparkline({ steps, from, to }: { steps: readonly Step[]; from: number; to: number }) {
  const last = steps.at(-1);
  if (!last) return <svg className={styles.sparkline} width={width} height={height} aria-hidden="true" />;
  const scale = scaleOf({ from, to, ...rangeOf(steps.map(({ eur }) => eur)) }, box);
  return (
    <svg
      className={styles.sparkline}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <path d={stepPath(steps, scale, { from, end: to })} />
      <circle cx={pixels(scale.x(to))} cy={pixels(scale.y(last.eur))} r="2.5" />
    </svg>
  );
}
