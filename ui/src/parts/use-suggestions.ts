import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useLayoutEffect, useRef } from 'react';
import { api, read } from '../api/client.ts';
import type { Place } from '../api/types.ts';

/**
 * Places that begin with what is typed. Those of before stay in sight until they are read, and are not what is meant.
 * @returns `isOfText` whether they are those of the text; `isFailed` whether those could not be read
 */
export function useSuggestions(text: string) {
  const prefix = useDeferredValue(text.trim());
  const { data, isPlaceholderData, isError } = useQuery({
    queryKey: keyOf(prefix),
    queryFn: async ({ signal }) => await readPlaces(prefix, signal),
    enabled: prefix !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const isOfText = prefix === text.trim() && !isPlaceholderData;
  return { places: prefix === '' ? [] : (data ?? []), isOfText, isFailed: isOfText && isError };
}

/** What is to be done once a place was looked up. */
type Outcome = { tell: (first: Place | undefined) => void; fail: () => void };

/** Looks up which place a text means, also where it was not suggested yet. */
export function useLookUp() {
  const client = useQueryClient();
  const latest = useRef(0);
  const leave = useCallback(() => {
    latest.current += 1;
  }, []);
  useLayoutEffect(() => leave, [leave]); // other effects last until the next page is loaded
  /** Tells the first place that begins with it, or that there is none, unless the reader goes on before. */
  const lookUp = (typed: string, { tell, fail }: Outcome) => {
    leave();
    const asked = latest.current;
    const known = client.getQueryData<readonly Place[]>(keyOf(typed));
    if (known) return tell(known[0]);
    const unlessLeft = (then: () => void) => latest.current === asked && then();
    void readPlaces(typed).then(
      (places) => unlessLeft(() => tell(places[0])),
      () => unlessLeft(fail),
    );
  };
  return { lookUp, leave };
}

function keyOf(prefix: string) {
  return ['places', prefix];
}

async function readPlaces(prefix: string, signal?: AbortSignal): Promise<Place[]> {
  return await read(api.GET('/places', { params: { query: { prefix, limit: 8 } }, ...(signal && { signal }) }));
}
