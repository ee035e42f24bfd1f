import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useReducer, useRef, useState } from 'react';
import { isRefusal } from '../api/problem.ts';
import { feedBrowser } from './feed-browser.ts';
import { emptyFeed, feedAfter } from './feed-state.ts';
import { type FeedView, feedAddress, filterOf, isWanted } from './feed-view.ts';
import { followDeletions } from './follow-deletions.ts';
import { type FeedLink, followFeed } from './follow-feed.ts';
import { readPast } from './read-past.ts';
import { useEarlier } from './use-earlier.ts';

/** Where the first page failed, in ms. */
const againMs = 10_000;

/** The latest changes of a view, and then each as it comes. */
export function useFeed(view: FeedView) {
  const [state, dispatch] = useReducer(feedAfter, emptyFeed);
  const [link, setLink] = useState<FeedLink>('connecting');
  const start = useStart(view);
  const { data, isPlaceholderData, refetch } = start;
  const followed = useRef(view);
  followed.current = view;
  const shownFor = useRef<string>(undefined);
  // Before anything is painted: what was read would else be missing above what is said to be below it.
  useLayoutEffect(() => {
    if (!data || isPlaceholderData) return;
    const { current } = followed;
    const isSame = shownFor.current === feedAddress(current);
    shownFor.current = feedAddress(current);
    dispatch({ kind: isSame ? 'began-anew' : 'began', changes: data.changes, older: data.older });
    const after = data.after ?? 'now';
    const stop = followFeed({
      browser: feedBrowser,
      query: { ...filterOf(current), after },
      isWanted: (change) => isWanted(current, change),
      onChanges: (changes) => dispatch({ kind: 'came', changes }),
      onLink: setLink,
      onLost: () => void refetch(),
    });
    const onGone = (listings: readonly number[]) => dispatch({ kind: 'gone', listings });
    const stopDeletions = followDeletions({ browser: feedBrowser, view: current, after, onGone });
    return () => {
      stop();
      stopDeletions();
    };
  }, [data, isPlaceholderData, refetch]);
  const back = useEarlier(view, dispatch);
  return { state, dispatch, link: linkOf(start.error, link), start, back } as const;
}

/** Where the first page cannot be read, nothing is followed, or no longer from the right place. */
function linkOf(error: Error | null, link: FeedLink): FeedLink {
  if (error === null || link === 'offline') return link;
  return isRefusal(error) ? 'refused' : 'reconnecting';
}

/** The first page; what it says is never read again from a cache, since the stream goes on from it. */
function useStart(view: FeedView) {
  return useQuery({
    queryKey: ['changes', feedAddress(view)],
    queryFn: async ({ signal }) => await readPast(view, signal),
    placeholderData: keepPreviousData,
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, structuralSharing: false },
    ...{ refetchOnWindowFocus: false, refetchOnReconnect: false },
    refetchInterval: ({ state: { error } }) => error !== null && !isRefusal(error) && againMs,
  });
}
