import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { hasNoFigures } from '../parts/no-figures.tsx';
import { listingKey } from './use-listing.ts';

/** What the figures are made of follows what is written, some seconds later. */
const standingMs = 15_000;

/** So often it is asked for a listing that the figures do not have: they may lack one that is seconds old. */
const mostMissed = 4;

/** Where it stands among those like it, and until when all that happened is in that. */
export function useStanding(id: string) {
  const found = useQuery({
    queryKey: [...listingKey(id), 'market'],
    queryFn: async ({ signal }) => {
      const { data: standing, response } = await answered(
        api.GET('/listings/{id}/market', { params: { path: { id } }, signal }),
      );
      return { standing, asOf: response.headers.get('data-as-of') };
    },
    refetchInterval: ({ state }) => (hasNoFigures(state.error) || isGivenUp(state) ? false : standingMs),
  });
  return { ...found, isMissing: isMissing(found.error), isGivenUp: isGivenUp(found) };
}

type Asked = { error: Error | null; errorUpdateCount: number };

function isGivenUp({ error, errorUpdateCount }: Asked): boolean {
  return isMissing(error) && errorUpdateCount >= mostMissed;
}

/** The figures do not have the listing, such as one that is new. */
function isMissing(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 404;
}
