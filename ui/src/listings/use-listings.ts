import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
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

/** How many there are in all, asked apart so that the first of them need not wait for it. */
export function useListingCount({ sort: _, ...search }: ListingSearch) {
  return useQuery({
    queryKey: ['listings', 'count', paramsOf(search).toString()],
    queryFn: async ({ signal }) =>
      await clock.ask(async (now) => {
        const query = { ...queryOf(search, now), limit: 1, count: 'exact' as const };
        const { response } = await answered(api.GET('/listings', { params: { query }, signal }));
        return Number(response.headers.get('total-count'));
      }),
    placeholderData: keepPreviousData,
  });
}
