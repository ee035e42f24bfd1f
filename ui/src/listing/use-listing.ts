import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { allPages } from '../api/all-pages.ts';
import { answered, api, clock, read } from '../api/client.ts';
import type { Price, PriceDetail } from '../api/types.ts';
import { readListing } from '../api/versioned-listing.ts';
import { endOfDay } from './listing-view.ts';

export const listingKey = (id: string) => ['listing', id] as const;

/** A listing as it is, with the tag of its version; what is written puts its answer in the same place. */
export function useListing(id: string) {
  return useQuery({ queryKey: listingKey(id), queryFn: async ({ signal }) => await readListing(id, signal) });
}

/** A listing as it was at the end of a day, with the days of it. @param known the day whose knowledge counts; left out: today's */
export function useListingAsOf(id: string, day: string | undefined, known: string | undefined) {
  return useQuery({
    queryKey: [...listingKey(id), 'as-of', day, known],
    queryFn: async ({ signal }) =>
      await clock.ask(async (now) => {
        const query = { ...(day && { as_of: endOfDay(day, now) }), ...(known && { known_at: endOfDay(known, now) }) };
        const listing = await read(api.GET('/listings/{id}', { params: { path: { id }, query }, signal }));
        return { day, known, listing };
      }),
    enabled: day !== undefined,
  });
}

/**
 * Every price in force, oldest first, with the day whose knowledge that is, and the tag of their version: until those of another
 * day are read, they stay.
 * @param known as it was known at the end of that day; left out: now
 */
export function usePrices(id: string, known: string | undefined) {
  return useQuery({
    queryKey: [...listingKey(id), 'prices', known ?? 'now'],
    queryFn: async ({ signal }) =>
      await clock.ask(async (now) => {
        const first = { detail: 'full' as const, limit: 10_000, ...(known && { known_at: endOfDay(known, now) }) };
        const { items, etag } = await allPages(first, (query) =>
          answered(api.GET('/listings/{id}/prices', { params: { path: { id }, query }, signal })),
        );
        return { known, etag, prices: detailed(items) };
      }),
    placeholderData: keepPreviousData,
  });
}

/** With `detail=full` every price has all its members. */
function detailed(prices: readonly Price[]): PriceDetail[] {
  return prices as PriceDetail[];
}

/** What was stated in place of something else, in the order in which it became known. */
export function useCorrections(id: string) {
  return useQuery({
    queryKey: [...listingKey(id), 'corrections'],
    queryFn: async ({ signal }) =>
      (
        await allPages({ limit: 10_000 }, (query) =>
          answered(api.GET('/listings/{id}/corrections', { params: { path: { id }, query }, signal })),
        )
      ).items,
  });
}
