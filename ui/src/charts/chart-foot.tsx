import { Trans } from '@lingui/react/macro';
import type { StepChart } from '../../../src/drawing/step-chart-shape.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './price-chart.module.css';

type Props = {
  /** The id of what says which keys there are. */
  keys: string;
  chart: Pick<StepChart, 'domain' | 'marks'>;
};

/** Below a chart: how it is to be read. */
export function ChartFoot({ keys, chart }: Props) {
  return (
    <div className={styles.below}>
      <p>
        <AxisStart low={chart.domain.low} />
      </p>
      <MarkWords marks={chart.marks} />
      <p id={keys} className={`unseen ${styles.keys}`}>
        <Trans>Arrow keys go from change to change, Home and End to the first and the last, Escape leaves.</Trans>
      </p>
    </div>
  );
}

function AxisStart({ low }: { low: number }) {
  const numbers = useNumbers();
  const start = numbers.wholeEuros(low);
  return low > 0 ? <Trans>The price axis starts at {start}.</Trans> : <Trans>The price axis starts at zero.</Trans>;
}

/** What the marks mean; nothing where there are none. */
function MarkWords({ marks }: Pick<StepChart, 'marks'>) {
  return (
    <>
      {marks.some(({ beyond }) => beyond === undefined) && (
        <p>
          <Trans>Struck circle: a price that no longer counts.</Trans>
        </p>
      )}
      {marks.some(({ beyond }) => beyond !== undefined) && (
        <p>
          <Trans>Hollow triangle: a price beyond the axis that no longer counts.</Trans>
        </p>
      )}
    </>
  );
}
