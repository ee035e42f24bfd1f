import type { Panel } from '../../../src/drawing/market-chart.ts';
import { MarketLabel } from './market-label.tsx';
import { Band, inside, Line } from './market-shapes.tsx';
import styles from './market-svg.module.css';

type PanelProps = { panel: Panel; running: number; labelled: string; hasKeys: boolean };

/** One measure over the periods: its axis, what is drawn, and what the ends of the lines are called. */
export function MarketPanel({ panel, running, labelled, hasKeys }: PanelProps) {
  const { box, title, band, bars, lines, labels, labelledAt } = panel;
  const barClass = (at: number) => {
    if (at === running) return styles.runningBar;
    return labels.some((label) => label.at === at) ? styles.labelledBar : styles.bar;
  };
  return (
    <g>
      {title !== undefined && (
        <text className={styles.title} x={box.left} y={box.top - 8}>
          {title}
        </text>
      )}
      <Axis panel={panel} />
      {band && <Band band={band} />}
      {bars.map(({ at, ...bar }) => (
        <rect key={at} className={barClass(at)} {...inside(bar, at === running)} />
      ))}
      {lines.map((line, number) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
        <Line key={number} line={line} number={number} />
      ))}
      {labels.length > 0 && (
        <text x={box.right + 12} y={labelledAt}>
          {labelled}
        </text>
      )}
      {labels.map((label) => (
        <MarketLabel key={`${label.line} ${label.y}`} label={label} at={box.right + 12} hasKey={hasKeys} />
      ))}
    </g>
  );
}

function Axis({ panel: { box, yTicks } }: { panel: Panel }) {
  return yTicks.map(({ y, text }, at) => (
    <g key={text}>
      <path className={at === 0 ? styles.base : styles.grid} d={`M${box.left} ${y}H${box.right}`} />
      <text className={styles.tick} x={box.left - 8} y={y + 4}>
        {text}
      </text>
    </g>
  ));
}
