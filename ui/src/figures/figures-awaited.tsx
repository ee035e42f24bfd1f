import { Trans } from '@lingui/react/macro';
import { isBeingMade } from './asked-again.ts';
import styles from './figures-awaited.module.css';

type Props = {
  /** Why they are not there yet. */
  error: Error | null;
  isFetching: boolean;
};

/** What is not there yet comes by itself: nobody has to do anything. */
export function FiguresAwaited({ error, isFetching }: Props) {
  if (!isFetching || !isBeingMade(error)) return null;
  return (
    <p className={styles.note} role="status">
      <Trans>The figures are being prepared, or many ask for them now. This page asks again by itself.</Trans>
    </p>
  );
}
