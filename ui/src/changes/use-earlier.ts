import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FeedEvent } from './feed-state.ts';
import { type FeedView, feedAddress } from './feed-view.ts';
import { earlierThan } from './read-past.ts';

/** The way further back, which may be long where little is wanted: the reader sees how far it is, and can stop it. */
export function useEarlier(view: FeedView, dispatch: (event: FeedEvent) => void) {
  const [pages, setPages] = useState(0);
  const stopping = useRef<AbortController>(undefined);
  const back = useMutation({
    mutationFn: async (before: string) => {
      stopping.current = new AbortController();
      const { signal } = stopping.current;
      setPages(0);
      try {
        for await (const page of earlierThan(view, before, signal)) {
          dispatch({ kind: 'read-back', ...page });
          setPages((count) => count + 1);
        }
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  });
  const stop = () => stopping.current?.abort();
  const address = feedAddress(view);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view has another past
  useEffect(() => stop, [address]);
  return { ...back, pages, stop };
}
