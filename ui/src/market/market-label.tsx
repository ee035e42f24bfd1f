import type { EndLabel } from '../../../src/drawing/market-labels.ts';
import { markPath } from '../../../src/drawing/market-marks.ts';
import { dashOf } from './market-dash.ts';
import styles from './market-svg.module.css';

/** What a line is called at its end, with its dash and mark where there are several. */
export function MarketLabel({ label, at, hasKey }: { label: EndLabel; at: number; hasKey: boolean }) {
  const { line, text, below, isMain } = label;
  const y = below === undefined ? label.y : label.y - 7;
  const x = at + (hasKey ? 34 : 0);
  return (
    <g className={dashOf(line)}>
      {hasKey && (
        <>
          <path className={styles.line} d={`M${at} ${y}h28`} />
          <path className={styles.mark} d={markPath(line, { x: at + 14, y, r: 3.5 })} />
        </>
      )}
      <text className={isMain ? styles.label : styles.edgeLabel} x={x} y={y + 4}>
        {text}
      </text>
      {below !== undefined && (
        <text x={x} y={y + 18}>
          {below}
        </text>
      )}
    </g>
  );
}
