import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { listingKey } from './use-listing.ts';

/** When the service first knew of a listing (RFC 3339); none where that was trimmed. */
export function useFirstKnown(id: string): string | undefined {
  const { data } = useQuery({
    queryKey: [...listingKey(id), 'first-known'],
    queryFn: async ({ signal }) => {
      const query = { listing_id: id, kind: 'created' as const, limit: 1 };
      const [created] = await read(api.GET('/changes', { params: { query }, signal }));
      return created?.recorded_at ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? undefined;
}
