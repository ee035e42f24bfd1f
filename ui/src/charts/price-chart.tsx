import { type ReactNode, type Ref, useId, useMemo } from 'react';
import { ChartFoot } from './chart-foot.tsx';
import { ChartPlace } from './chart-place.tsx';
import { stopsOf } from './chart-stops.ts';
import { FloatingNote } from './floating-note.tsx';
import { MeantStop } from './meant-stop.tsx';
import styles from './price-chart.module.css';
import { ReadOut } from './read-out.tsx';
import { StepDrawing } from './step-drawing.tsx';
import { type Charted, useChart } from './use-chart.ts';
import { useCursor } from './use-cursor.ts';
import { useSize } from './use-size.ts';
import { useWhen } from './use-when.ts';

type Props = Charted & {
  /** What is to be seen in it, in a sentence. */
  caption: ReactNode;
  /** Given the picture, for who saves it. */
  drawing?: Ref<SVGSVGElement>;
};

/** The prices of a listing over time. Its arguments should keep their identity from render to render: then it is laid out once. */
export function PriceChart({ caption, drawing, ...charted }: Props) {
  const keys = useId();
  const [place, size] = useSize<HTMLDivElement>();
  const chart = useChart(charted, size);
  const stops = useMemo(() => stopsOf(chart), [chart]);
  const when = useWhen(stops);
  const { stop, handlers } = useCursor(stops);
  const told = stop && <ReadOut stop={stop} when={when} />;
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>{caption}</figcaption>
      <ChartPlace place={place} keys={keys} handlers={handlers}>
        {size.width > 0 && (
          <StepDrawing chart={chart} drawing={drawing}>
            {stop && <MeantStop stop={stop} chart={chart} />}
          </StepDrawing>
        )}
        {stop && <FloatingNote {...{ stop, chart }}>{told}</FloatingNote>}
      </ChartPlace>
      <ChartFoot keys={keys} chart={chart} />
      <p className="unseen" role="status">
        {told}
      </p>
    </figure>
  );
}
