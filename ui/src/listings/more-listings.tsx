import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import styles from './more-listings.module.css';

type Props = {
  isLoading: boolean;
  /** Whether it failed: then it is for the reader to ask again. */
  isFailed: boolean;
  onMore: () => void;
};

/** The next page comes when its place comes near, or by the button: also for those who scroll by keyboard. */
export function MoreListings({ isLoading, isFailed, onMore }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const { current } = place;
    if (!current || isLoading || isFailed) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current(), {
      rootMargin: '600px',
    });
    observer.observe(current);
    return () => observer.disconnect();
  }, [isLoading, isFailed]);
  return (
    <div ref={place} className={styles.more}>
      <Button onClick={() => isLoading || onMore()} aria-disabled={isLoading}>
        {isLoading ? <Trans>Loading more …</Trans> : <Trans>More listings</Trans>}
      </Button>
    </div>
  );
}
