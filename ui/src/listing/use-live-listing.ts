import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isSameVersion, type VersionedListing } from '../api/versioned-listing.ts';
import { feedBrowser } from '../changes/feed-browser.ts';
import { type FeedLink, followFeed } from '../changes/follow-feed.ts';
import { listingKey } from './use-listing.ts';

/** Reads a listing again when somebody has changed it. @returns how the page hangs on the feed */
export function useLiveListing(id: string): FeedLink {
  const client = useQueryClient();
  const [link, setLink] = useState<FeedLink>('connecting');
  useEffect(() => {
    const readAgain = () => void client.invalidateQueries({ queryKey: listingKey(id) });
    return followFeed({
      browser: feedBrowser,
      query: { listing_id: id, after: 'now' },
      onChanges: readAgain,
      onLink: (now) => {
        setLink(now);
        if (now === 'live') void catchUp(client, id);
      },
      onLost: readAgain,
    });
  }, [client, id]);
  return link;
}

/** What came before it was followed is told by nobody: where its version is another than what was read, all is read again. */
async function catchUp(client: QueryClient, id: string): Promise<void> {
  const [queryKey, versionOf] = [listingKey(id), () => client.getQueryData<VersionedListing>(listingKey(id))?.etag];
  if (client.isFetching({ queryKey, exact: true }) > 0)
    await client.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false }); // begun before it was followed
  const before = versionOf();
  await client.refetchQueries({ queryKey, exact: true });
  const after = versionOf();
  if (before !== undefined && after !== undefined && isSameVersion(before, after)) return;
  await client.invalidateQueries({ queryKey });
}
