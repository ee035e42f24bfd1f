import { Trans } from '@lingui/react/macro';
import type { FeedLink } from '../changes/follow-feed.ts';
import { useIsHidden } from '../parts/use-is-hidden.ts';
import { useLater } from '../parts/use-later.ts';
import styles from './link-note.module.css';

/** For so long, in ms, a line is lost without a word: most are back by then. */
const briefMs = 3_000;

/** Says that what others change is not shown, as long as nothing of it comes; in sight, and nothing is moved by it. */
export function LinkNote({ link }: { link: FeedLink }) {
  const isLost = link === 'reconnecting' || link === 'offline';
  const isHidden = useIsHidden();
  const isTold = useLater(isLost && !isHidden, briefMs);
  return (
    <p className={styles.place} role="status">
      {isTold && (
        <span className={styles.note}>
          {link === 'offline' ? (
            <Trans>Offline: changes may be missing.</Trans>
          ) : (
            <Trans>Reconnecting: changes may be missing.</Trans>
          )}
        </span>
      )}
    </p>
  );
}
