import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../parts/button.tsx';
import { useNumbers } from '../words/use-numbers.ts';
import styles from './feed-bar.module.css';
import { type FeedState, mostEntries, waitingNews } from './feed-state.ts';
import type { FeedLink } from './follow-feed.ts';

type Props = { state: FeedState; link: FeedLink; onPause: (isPaused: boolean) => void; onShow: () => void };

/** How the page hangs on the feed, the pause, and what waits; always in sight. */
export function FeedBar({ state, link, onPause, onShow }: Props) {
  const { isPaused } = state;
  const news = waitingNews(state);
  return (
    <div className={styles.bar}>
      <LinkWords link={link} isPaused={isPaused} />
      <Button className={styles.pause ?? ''} onClick={() => onPause(!isPaused)}>
        {isPaused ? <Trans>Resume</Trans> : <Trans>Pause</Trans>}
      </Button>
      <div className={styles.waiting} role="status">
        {news > 0 && (
          <Button look="main" onClick={onShow}>
            <WaitingWords count={news} />
          </Button>
        )}
      </div>
    </div>
  );
}

function WaitingWords({ count }: { count: number }) {
  const numbers = useNumbers();
  const text = numbers.count(count);
  if (count >= mostEntries) return <Trans>At least {text} new changes</Trans>;
  return <Plural value={count} one={`${text} new change`} other={`${text} new changes`} />;
}

function LinkWords({ link, isPaused }: { link: FeedLink; isPaused: boolean }) {
  const { t } = useLingui();
  const words: Record<FeedLink, string> = {
    connecting: t`Connecting`,
    live: isPaused ? t`Paused` : t`Live`,
    reconnecting: t`Reconnecting`,
    offline: t`Offline`,
    refused: t`Not live`,
  };
  const isLive = link === 'live' && !isPaused;
  return (
    <p className={`${styles.link} ${isLive ? styles.live : ''}`} role="status">
      <span className={styles.dot} aria-hidden="true" />
      {words[link]}
    </p>
  );
}
