import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useLater } from '../parts/use-later.ts';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './listing-page.module.css';

type Props = {
  /** Whether what stands in it is of another day than the one that is asked for. */
  isOld: boolean;
  /** The day that is asked for; none: today. */
  day: string | undefined;
  children: ReactNode;
};

/** What stays until another day is read: it is seen to be of before, and that is said where it takes longer. */
export function UntilRead({ isOld, day: asked, children }: Props) {
  const numbers = useNumbers();
  const isSlow = useLater(isOld);
  const day = asked && numbers.day(`${asked}T12:00`);
  return (
    <div className={styles.read} aria-busy={isOld}>
      <p className={styles.reading} role="status">
        {isSlow && (day ? <Trans>Loading {day} …</Trans> : <Trans>Loading today …</Trans>)}
      </p>
      <div className={`${styles.section} ${isOld ? styles.old : ''}`}>{children}</div>
    </div>
  );
}
