import { Trans } from '@lingui/react/macro';
import styles from './listing-form.module.css';

/** Says whether unsaved work is kept. @property outlives the page; undefined: nothing is kept yet */
export function KeptNote({ outlives }: { outlives: boolean | undefined }) {
  if (outlives === undefined) return null;
  return outlives ? (
    <span className={styles.saved}>
      <Trans>What you type is kept in this browser.</Trans>
    </span>
  ) : (
    <span className={styles.unsaved}>
      <Trans>This browser does not keep what you type: it is lost when you close this page, or load it again.</Trans>
    </span>
  );
}
