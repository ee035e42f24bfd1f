import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { hasNoFigures } from '../parts/no-figures.tsx';
import { listingKey } from './use-listing.ts';

/** What the figures are made of follows what is written, some seconds later. */
const standingMs = 15_000;

/** So often it is asked for a listing that the figures do not have: they may lack one that is seconds old. */
const mostMissed = 4;

/** Where it stands among those like it. */
export function useStanding(id: string) {
  return useQuery({
    queryKey: [...listingKey(id), 'market'],
    queryFn: async ({ signal }) => await read(api.GET('/listings/{id}/market', { params: { path: { id } }, signal })),
    refetchInterval: ({ state: { error, errorUpdateCount } }) => {
      const isOver = hasNoFigures(error) || (isMissing(error) && errorUpdateCount >= mostMissed);
      return isOver ? false : standingMs;
    },
  });
}

function isMissing(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 404;
}

/** There are no figures at all, or they do not have the listing. */
export function hasNothingToCompare(error: Error | null): boolean {
  return hasNoFigures(error) || isMissing(error);
}
