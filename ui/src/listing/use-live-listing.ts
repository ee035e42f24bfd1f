import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { feedBrowser } from '../changes/feed-browser.ts';
import { followFeed } from '../changes/follow-feed.ts';

/** For so long, in ms, after it is opened what the page has read counts as of now. */
const freshMs = 3_000;

/**
 * Reads a listing again when somebody has changed it, as long as the page is looked at: a browser has few connections for all of
 * its tabs.
 */
export function useLiveListing(id: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const readAgain = () => void client.invalidateQueries({ queryKey: ['listing', id] });
    const opened = performance.now();
    const follow = () =>
      followFeed({
        browser: feedBrowser,
        after: 'now',
        addressOf: (after) => `/changes?${new URLSearchParams({ listing_id: id, after })}`,
        onChanges: readAgain,
        // What came while nothing was followed is not told any more.
        onLink: (link) => link === 'live' && performance.now() - opened > freshMs && readAgain(),
        onLost: readAgain,
      });
    let stop = document.hidden ? undefined : follow();
    const turn = () => {
      stop?.();
      stop = document.hidden ? undefined : follow();
    };
    document.addEventListener('visibilitychange', turn);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      stop?.();
    };
  }, [client, id]);
}
