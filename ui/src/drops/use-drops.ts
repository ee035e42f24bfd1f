import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, api, clock } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { hasNoFigures } from '../parts/no-figures.tsx';
import { addressOf, type DropsView, queryOf } from './drops-view.ts';

/** In ms: while there are no figures yet, and to keep them fresh. */
const again = { soon: 4_000, later: 60_000 };

/** The largest cuts, and until when all that happened is in them. What is not there yet is asked for until it is. */
export function useDrops(view: DropsView) {
  return useQuery({
    queryKey: ['drops', addressOf(view)],
    queryFn: async ({ signal }) =>
      await clock.ask(async (now) => {
        const query = queryOf(view, now);
        const { data: drops, response } = await answered(api.GET('/market/movers', { params: { query }, signal }));
        return { drops, asOf: response.headers.get('data-as-of') };
      }),
    placeholderData: keepPreviousData,
    retry: (failures, error) => !isPassing(error) && failures < 1 && !hasNoFigures(error),
    refetchInterval: ({ state }) => (isPassing(state.error) ? again.soon : again.later),
  });
}

/** Figures may be on their way: the copy of the book that they are worked out from is made at the start. */
export function isPassing(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 503;
}
