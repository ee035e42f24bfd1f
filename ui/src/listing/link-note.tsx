import { Trans } from '@lingui/react/macro';
import type { FeedLink } from '../changes/follow-feed.ts';
import { useIsHidden } from '../parts/use-is-hidden.ts';
import { useLater } from '../parts/use-later.ts';
import styles from './link-note.module.css';

/** For so long, in ms, a line is lost without a word: most are back by then. */
const briefMs = 3_000;

/** Says that what others change is not shown, as long as nothing of it comes; in sight, and nothing is moved by it. */
export function LinkNote({ link }: { link: FeedLink }) {
  const isHidden = useIsHidden();
  const isTold = useLater(link !== 'live' && !isHidden, briefMs);
  return (
    <p className={styles.place} role="status">
      {isTold && (
        <span className={styles.note}>
          <LinkWords link={link} />
        </span>
      )}
    </p>
  );
}

function LinkWords({ link }: { link: FeedLink }) {
  if (link === 'offline') return <Trans>Offline: changes may be missing.</Trans>;
  if (link === 'reconnecting') return <Trans>Reconnecting: changes may be missing.</Trans>;
  return <Trans>Not live: changes may be missing.</Trans>;
}
