import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, type Ref, useId, useMemo } from 'react';
import { layStepChart } from '../../../src/drawing/step-chart.ts';
import type { StepChart, StepChartInput } from '../../../src/drawing/step-chart-shape.ts';
import { pixels } from '../../../src/drawing/step-path.ts';
import { useNumbers } from '../words/use-numbers.ts';
import { type Stop, stopsOf } from './chart-stops.ts';
import styles from './price-chart.module.css';
import { ReadOut } from './read-out.tsx';
import { StepDrawing } from './step-drawing.tsx';
import { useChartWords } from './use-chart-words.ts';
import { useCursor } from './use-cursor.ts';
import { useSize } from './use-size.ts';
import { useWhen } from './use-when.ts';

export type PriceChartProps = Pick<StepChartInput, 'prices' | 'marks' | 'from' | 'to' | 'now' | 'zero'> & {
  /** What is to be seen in it, in a sentence. */
  caption: ReactNode;
  /** Given the picture, for who saves it. */
  drawing?: Ref<SVGSVGElement>;
};

/** The prices of a listing over time. Its arguments should keep their identity from render to render: then it is laid out once. */
export function PriceChart({ caption, drawing, ...given }: PriceChartProps) {
  const { t } = useLingui();
  const keys = useId();
  const [place, size] = useSize<HTMLDivElement>();
  const chart = useChart(given, size);
  const stops = useMemo(() => stopsOf(chart), [chart]);
  const when = useWhen(stops);
  const { stop, handlers } = useCursor(stops);
  const told = stop && <ReadOut stop={stop} when={when} />;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{caption}</figcaption>
      <div
        ref={place}
        className={styles.chart}
        role="application"
        aria-label={t`Chart of the price`}
        aria-describedby={keys}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: keys lead from change to change
        tabIndex={0}
        {...handlers}
      >
        {size.width > 0 && (
          <StepDrawing chart={chart} drawing={drawing}>
            {stop?.kind === 'held' && <Held stop={stop} chart={chart} />}
            {stop?.kind === 'mark' && <circle className={styles.meant} cx={stop.x} cy={stop.y} r="11" />}
          </StepDrawing>
        )}
        {stop && (
          <Floating stop={stop} chart={chart}>
            {told}
          </Floating>
        )}
      </div>
      <Foot keys={keys} from={chart.domain.low} />
      <p className="unseen" role="status">
        {told}
      </p>
    </figure>
  );
}

function useChart(
  { prices, marks, from, to, now, zero }: Omit<PriceChartProps, 'caption' | 'drawing'>,
  { width, height }: { width: number; height: number },
): StepChart {
  const { locale } = useNumbers();
  const words = useChartWords();
  return useMemo(() => {
    return layStepChart({ prices, ...(marks && { marks }), from, to, now, zero, width, height, locale, words });
  }, [prices, marks, from, to, now, zero, width, height, locale, words]);
}

/** For how long a price held, behind the line. */
function Held({ stop: { span }, chart: { plot } }: { stop: Stop & { kind: 'held' }; chart: StepChart }) {
  const { x1, x2, y } = span;
  return (
    <>
      <rect className={styles.held} x={x1} y={plot.top} width={Math.max(1, x2 - x1)} height={plot.bottom - plot.top} />
      <path className={styles.heldRun} d={`M${pixels(x1)} ${pixels(y)}H${pixels(Math.max(x1 + 1, x2))}`} />
    </>
  );
}

/** Below this width it takes all of the plot. */
const narrow = 480;

type FloatingProps = { stop: Stop; chart: StepChart; children: ReactNode };

/** Below the line, where the chart is empty; on the side of the stop that has more room. */
function Floating({ stop, chart: { plot, width, height }, children }: FloatingProps) {
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

function Foot({ keys, from }: { keys: string; from: number }) {
  const numbers = useNumbers();
  const start = numbers.wholeEuros(from);
  return (
    <div className={styles.below}>
      <p>
        {from > 0 ? <Trans>The price axis starts at {start}.</Trans> : <Trans>The price axis starts at zero.</Trans>}
      </p>
      <p id={keys} className={styles.keys}>
        <Trans>Arrow keys go from change to change, Home and End to the first and the last, Escape leaves.</Trans>
      </p>
    </div>
  );
}
