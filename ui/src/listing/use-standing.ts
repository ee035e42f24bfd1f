import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';
import { hasNoFigures } from '../parts/no-figures.tsx';
import { listingKey } from './use-listing.ts';

/** What the figures are made of follows what is written, some seconds later. */
const standingMs = 15_000;

/** Where it stands among those like it, and until when all that happened is in that. */
export function useStanding(id: string) {
  return useQuery({
    queryKey: [...listingKey(id), 'market'],
    queryFn: async ({ signal }) => {
      const { data: standing, response } = await answered(
        api.GET('/listings/{id}/market', { params: { path: { id } }, signal }),
      );
      return { standing, asOf: response.headers.get('data-as-of') };
    },
    refetchInterval: ({ state }) => (hasNoFigures(state.error) ? false : standingMs),
  });
}
