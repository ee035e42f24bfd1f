import { useQuery } from '@tanstack/react-query';
import { api, clock, read } from '../api/client.ts';
import type { Listing } from '../api/types.ts';
import { listingNews } from './listing-news.ts';
import { type ListingSearch, paramsOf, queryOf } from './listing-search.ts';

/** So often, in ms, it is asked while the window is looked at. */
const againMs = 15_000;
const most = 100;
/** So many ids the API takes. */
const mostIds = 400;

type Question = {
  search: ListingSearch;
  shown: readonly Listing[];
  /** The latest change that was known when these were read; undefined: nothing fitted; null: it is not known. */
  since: string | undefined | null;
};

const noNews = { count: 0, isMore: false, changed: [] as Listing[] };

/**
 * What others have changed since the rows were read: how many would be shown that are not, and the shown ones that changed. It
 * is asked for, not followed: the feed cannot be narrowed to a search, and would bring all of an import to every window.
 */
export function useListingNews({ search: { sort: _, ...search }, shown, since }: Question) {
  const { data } = useQuery({
    queryKey: ['listings', 'news', paramsOf(search).toString(), since],
    queryFn: async ({ signal }) => {
      const past = since ? { updated_since: since } : {};
      const [fitting, changed] = await Promise.all([readFitting(search, past, signal), readShown(shown, past, signal)]);
      return { ...listingNews({ fitting, shown, since: since ?? undefined, most }), changed };
    },
    enabled: since !== null,
    ...{ initialData: noNews, staleTime: Number.POSITIVE_INFINITY, retry: false, refetchInterval: againMs },
  });
  return data;
}

type Past = { updated_since?: string };

async function readFitting(search: ListingSearch, past: Past, signal: AbortSignal): Promise<Listing[]> {
  return await clock.ask(async (now) => {
    const query = { ...queryOf(search, now), ...past, limit: most };
    return await read(api.GET('/listings', { params: { query }, signal }));
  });
}

async function readShown(shown: readonly Listing[], past: Past, signal: AbortSignal): Promise<Listing[]> {
  const ids = shown.slice(0, mostIds).map(({ id }) => id);
  if (ids.length === 0) return [];
  const query = { ids, ...past, limit: mostIds, with: 'history' as const };
  return await read(api.GET('/listings', { params: { query }, signal }));
}
