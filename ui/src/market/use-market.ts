import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { answered, api, clock } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import type { SeriesQuery } from '../api/types.ts';
import { askedAgainAfter, isAskedAgain } from '../figures/asked-again.ts';
import { useKept } from '../parts/use-kept.ts';
import { queriesOf } from './market-query.ts';
import { type MarketView, paramsOf } from './market-view.ts';

/** The figures of a view. The last ones stay until others are there, also where these fail: they say of which view they are. */
export function useMarket(view: MarketView) {
  const found = useFigures(view);
  const { kept: data, readAt } = useKept(found);
  return { ...found, data, readAt, isOld: data !== undefined && keyOf(data.view) !== keyOf(view) };
}

function keyOf(view: MarketView): string {
  return paramsOf(view).toString();
}

function useFigures(view: MarketView) {
  return useQuery({
    queryKey: ['market', keyOf(view)],
    queryFn: async ({ signal }) =>
      await clock.ask(async (now) => {
        const queries = queriesOf(view, now);
        const answers = await Promise.all(queries.map((query) => readSeries(query, signal)));
        const asOf = Math.min(...answers.map((answer) => answer.asOf));
        return { view, queries, asOf, answers: answers.map(({ rows }) => rows) };
      }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: isAskedAgain,
    retryDelay: askedAgainAfter,
  });
}

export type Market = NonNullable<ReturnType<typeof useFigures>['data']>;

async function readSeries(query: SeriesQuery, signal: AbortSignal) {
  const { data: rows, response } = await answered(api.GET('/market/series', { params: { query }, signal }));
  const asOf = Date.parse(response.headers.get('data-as-of') ?? '');
  return { rows, asOf: Number.isNaN(asOf) ? clock.now() : asOf };
}

/** What cannot be answered within the limits of the service: asking again is of no use, asking for less is. */
export function isTooCostly(error: Error): boolean {
  return error instanceof ApiProblem && error.problem.type?.endsWith('/too-costly') === true;
}
