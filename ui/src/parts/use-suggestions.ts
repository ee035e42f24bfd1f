import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useLayoutEffect, useRef } from 'react';
import { api, read } from '../api/client.ts';
import type { Place } from '../api/types.ts';

/**
 * Places that begin with what is typed. Those of before stay in sight until they are read, and are not what is meant.
 * @returns `isOfText` whether they are those of the text
 */
export function useSuggestions(text: string) {
  const prefix = useDeferredValue(text.trim());
  const { data, isPlaceholderData } = useQuery({
    queryKey: keyOf(prefix),
    queryFn: async ({ signal }) => await readPlaces(prefix, signal),
    enabled: prefix !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { places: prefix === '' ? [] : (data ?? []), isOfText: prefix === text.trim() && !isPlaceholderData };
}

/** Looks up which place a text means, also where it was not suggested yet. */
export function useLookUp() {
  const client = useQueryClient();
  const latest = useRef(0);
  const leave = useCallback(() => {
    latest.current += 1;
  }, []);
  useLayoutEffect(() => leave, [leave]); // other effects last until the next page is loaded
  /** Tells the first place that begins with it, or that there is none, unless the reader goes on before. */
  const lookUp = (typed: string, tell: (first: Place | undefined) => void) => {
    leave();
    const asked = latest.current;
    const answer = (places: readonly Place[]) => {
      if (latest.current === asked) tell(places[0]);
    };
    const known = client.getQueryData<readonly Place[]>(keyOf(typed));
    if (known) answer(known);
    else void readPlaces(typed).then(answer, () => answer([]));
  };
  return { lookUp, leave };
}

function keyOf(prefix: string) {
  return ['places', prefix];
}

async function readPlaces(prefix: string, signal?: AbortSignal): Promise<Place[]> {
  return await read(api.GET('/places', { params: { query: { prefix, limit: 8 } }, ...(signal && { signal }) }));
}
