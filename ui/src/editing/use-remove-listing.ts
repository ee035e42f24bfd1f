import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../api/client.ts';
import { nextQuery } from '../api/next-page.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { writer } from '../api/write.ts';

/** Deletes a listing, if it still is what was read. */
export function useRemoveListing({ listing, etag }: VersionedListing) {
  const [write] = useState(() => writer());
  return useMutation({
    networkMode: 'always',
    mutationFn: async () => {
      const params = { path: { id: String(listing.id) } };
      await write([listing.id, etag], (key) =>
        api.DELETE('/listings/{id}', { params: { ...params, header: { 'if-match': etag, 'idempotency-key': key } } }),
      );
    },
  });
}

const mostCounted = 1_000;

/** How many prices a listing has, and whether there are more than are counted. */
export function usePriceCount(id: string) {
  return useQuery({
    queryKey: ['listing', id, 'price-count'],
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query: { limit: mostCounted } };
      const { data, response } = await answered(api.GET('/listings/{id}/prices', { params, signal }));
      return { count: data.length, isMore: nextQuery(response) !== undefined };
    },
  });
}
