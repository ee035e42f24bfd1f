import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { feedBrowser } from '../changes/feed-browser.ts';
import { followFeed } from '../changes/follow-feed.ts';

/** For so long, in ms, after it is opened what the page has read counts as of now. */
const freshMs = 3_000;

/** Reads a listing again when somebody has changed it. */
export function useLiveListing(id: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const readAgain = () => void client.invalidateQueries({ queryKey: ['listing', id] });
    const opened = performance.now();
    return followFeed({
      browser: feedBrowser,
      query: { listing_id: id, after: 'now' },
      onChanges: readAgain,
      // What came before it was followed is not told any more.
      onLink: (link) => link === 'live' && performance.now() - opened > freshMs && readAgain(),
      onLost: readAgain,
    });
  }, [client, id]);
}
