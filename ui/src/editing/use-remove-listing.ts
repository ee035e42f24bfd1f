import { useIsMutating, useMutation, useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';
import { nextQuery } from '../api/next-page.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { writeUnder } from '../api/write.ts';
import { useSendOnce } from './use-send-once.ts';

const removalKey = (id: string) => ['remove listing', id];

/** Deletes a listing, if it still is what was read. */
export function useRemoveListing(id: string) {
  const { once } = useSendOnce(send);
  return useMutation({ mutationKey: removalKey(id), networkMode: 'always', mutationFn: once });
}

/** Whether this page is deleting a listing: that it is gone may be told before that is answered. */
export function useIsRemoving(id: string): boolean {
  return useIsMutating({ mutationKey: removalKey(id) }) > 0;
}

async function send({ listing, etag }: VersionedListing, key: string): Promise<void> {
  await writeUnder(key, (quoted) =>
    api.DELETE('/listings/{id}', {
      params: { path: { id: String(listing.id) }, header: { 'if-match': etag, 'idempotency-key': quoted } },
    }),
  );
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
