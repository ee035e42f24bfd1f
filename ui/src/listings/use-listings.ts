import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { answered, api, clock } from '../api/client.ts';
import { nextQuery } from '../api/next-page.ts';
import type { ListingQuery } from '../api/types.ts';
import { type ListingSearch, paramsOf, queryOf } from './listing-search.ts';

const pageSize = 30;

/** The question for listings that fit, page by page: before anything is drawn it may be asked already. */
export function listingsQuestion(search: ListingSearch) {
  return infiniteQueryOptions({
    queryKey: ['listings', paramsOf(search).toString()],
    queryFn: async ({ pageParam, signal }) =>
      await clock.ask(async (now) => {
        const query = pageParam ?? { ...queryOf(search, now), limit: pageSize, with: 'history' };
        const { data: listings, response } = await answered(api.GET('/listings', { params: { query }, signal }));
        return { listings, next: nextQuery<ListingQuery>(response) };
      }),
    initialPageParam: undefined as ListingQuery | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

/** What was there stays until the next answer is. */
export function useListings(search: ListingSearch) {
  return useInfiniteQuery({ ...listingsQuestion(search), placeholderData: keepPreviousData });
}

/** Reads a search from its beginning again, and how many there are. */
export function useReadAnew(search: ListingSearch) {
  const client = useQueryClient();
  return async () => {
    const { queryKey } = listingsQuestion(search);
    client.setQueryData(queryKey, (read) => read && firstPage(read));
    await client.invalidateQueries({ queryKey });
    await client.invalidateQueries({ queryKey: countQuestion(search).queryKey });
  };
}

function firstPage<Page, Param>({ pages, pageParams }: InfiniteData<Page, Param>): InfiniteData<Page, Param> {
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}

/** Asked apart so that the first of them need not wait for it. Its one row is the one that changed last. */
function countQuestion({ sort: _, ...search }: ListingSearch) {
  return queryOptions({
    queryKey: ['listings', 'count', paramsOf(search).toString()],
    queryFn: async ({ signal }) =>
      await clock.ask(async (now) => {
        const query = { ...queryOf(search, now), limit: 1, count: 'exact' as const };
        const { data, response } = await answered(api.GET('/listings', { params: { query }, signal }));
        return { count: Number(response.headers.get('total-count')), changed: data[0]?.updated_date };
      }),
  });
}

/** How many there are in all. */
export function useListingCount(search: ListingSearch) {
  return useQuery({ ...countQuestion(search), placeholderData: keepPreviousData, select: ({ count }) => count });
}

/** When one that fits has changed last, as of when they were counted; undefined: none fits; null: it is not known. */
export function useLatestChange(search: ListingSearch): string | undefined | null {
  const { data } = useQuery(countQuestion(search));
  return data ? data.changed : null;
}
