import type { Ref } from 'react';
import type { MarketDrawing, Panel, SampleStrip } from '../../../src/drawing/market-chart.ts';
import type { EndLabel } from '../../../src/drawing/market-labels.ts';
import type { DrawnBand, DrawnLine } from '../../../src/drawing/market-lines.ts';
import { markPath } from '../../../src/drawing/market-marks.ts';
import styles from './market-svg.module.css';

type Props = {
  drawing: MarketDrawing;
  running: number;
  samplesTitle: string;
  /** The number of the period that is read out. */
  cursor: number | undefined;
  picture: Ref<SVGSVGElement>;
};

/** The picture of market-chart.ts. What it says stands in the finding, the read-out and the table. */
export function MarketSvg({ drawing, running, samplesTitle, cursor, picture }: Props) {
  const { width, height, from, each, left, right, panels, xTicks, labelled, samples, samplesAt } = drawing;
  const hasKeys = (panels[0]?.lines.length ?? 0) > 1;
  return (
    <svg
      ref={picture}
      className={styles.chart}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      {cursor !== undefined && (
        <rect className={styles.cursor} x={left + (cursor - from) * each} y={0} width={each} height={height} />
      )}
      {panels.map((panel) => (
        <PanelShapes key={panel.box.top} {...{ panel, running, labelled, hasKeys }} />
      ))}
      {xTicks.map((tick) => (
        <text key={tick.x} className={styles.period} x={tick.x} y={tick.y}>
          {tick.text}
        </text>
      ))}
      {samplesAt !== undefined && (
        <>
          <text x={left} y={samplesAt}>
            {samplesTitle}
          </text>
          <text x={right + 12} y={samplesAt}>
            {labelled}
          </text>
        </>
      )}
      {samples.map((strip) => (
        <Samples key={strip.line} strip={strip} />
      ))}
    </svg>
  );
}

type PanelProps = { panel: Panel; running: number; labelled: string; hasKeys: boolean };

function PanelShapes({ panel, running, labelled, hasKeys }: PanelProps) {
  const { box, title, band, bars, lines, labels, labelledAt } = panel;
  const barClass = (at: number) =>
    at === running ? styles.runningBar : labels.some((label) => label.at === at) ? styles.labelledBar : styles.bar;
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
        <Label key={`${label.line} ${label.y}`} label={label} at={box.right + 12} hasKey={hasKeys} />
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

function Band({ band: { area, edges, runningEdges } }: { band: DrawnBand }) {
  return (
    <>
      <path className={styles.band} d={area} />
      <path className={styles.edges} d={edges} />
      <path className={`${styles.edges} ${styles.running}`} d={runningEdges} />
    </>
  );
}

function Line({ line: { path, running, alone, ends }, number }: { line: DrawnLine; number: number }) {
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
function inside<Bar extends { x: number; y: number; width: number; height: number }>(
  bar: Bar,
  isOutlined: boolean,
): Bar {
  if (!isOutlined) return bar;
  const { x, y, width, height } = bar;
  return { ...bar, x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: Math.max(0, height - 0.5) };
}

function Label({ label, at, hasKey }: { label: EndLabel; at: number; hasKey: boolean }) {
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

function Samples({ strip: { box, bars, text } }: { strip: SampleStrip }) {
  return (
    <g>
      {bars.map(({ at, ...bar }) => (
        <rect key={at} className={styles.sample} {...bar} />
      ))}
      <path className={styles.base} d={`M${box.left} ${box.bottom}H${box.right}`} />
      <text className={styles.edgeLabel} x={box.right + 12} y={box.bottom - 2}>
        {text}
      </text>
    </g>
  );
}

function dashOf(line: number): string | undefined {
  return [styles.first, styles.second, styles.third, styles.fourth][line];
}
