import { useLingui } from '@lingui/react/macro';
import type { ReactNode, Ref } from 'react';
import styles from './price-chart.module.css';
import type { useCursor } from './use-cursor.ts';

type Props = {
  place: Ref<HTMLDivElement>;
  /** Of the element that says what the keys do. */
  keys: string;
  handlers: ReturnType<typeof useCursor>['handlers'];
  children: ReactNode;
};

/** Where a chart is drawn and read: one stop of the tabulator, within which keys lead on. */
export function ChartPlace({ place, keys, handlers, children }: Props) {
  const { t } = useLingui();
  return (
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
      {children}
    </div>
  );
}
