import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, api, clock } from '../api/client.ts';
import { askedAgainAfter, isAskedAgain } from '../figures/asked-again.ts';
import { type DropsView, dropsAddress, queryOf } from './drops-view.ts';

/** In ms: to keep them fresh. */
const againMs = 60_000;

/** The largest cuts, and until when all that happened is in them. What is not there yet is asked for until it is. */
export function useDrops(view: DropsView) {
  return useQuery({
    queryKey: ['drops', dropsAddress(view)],
    queryFn: async ({ signal }) =>
      await clock.ask(async (now) => {
        const query = queryOf(view, now);
        const { data: drops, response } = await answered(api.GET('/market/movers', { params: { query }, signal }));
        return { drops, asOf: response.headers.get('data-as-of') };
      }),
    placeholderData: keepPreviousData,
    retry: isAskedAgain,
    retryDelay: askedAgainAfter,
    refetchInterval: againMs,
  });
}
