import type { Ref } from 'react';
import type { MarketDrawing, SampleStrip } from '../../../src/drawing/market-chart.ts';
import { labelWidth } from '../../../src/drawing/text-width.ts';
import { MarketPanel } from './market-panel.tsx';
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
        <MarketPanel key={panel.box.top} {...{ panel, running, labelled, hasKeys }} />
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
          {left + labelWidth(samplesTitle) < right && (
            <text x={right + 12} y={samplesAt}>
              {labelled}
            </text>
          )}
        </>
      )}
      {samples.map((strip) => (
        <Samples key={strip.line} strip={strip} />
      ))}
    </svg>
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
