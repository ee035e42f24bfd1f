import { answered, api } from '../api/client.ts';
import { nextQuery } from '../api/next-page.ts';
import type { FeedQuery } from '../api/types.ts';
import { type FeedView, filterOf, isWanted } from './feed-view.ts';
import { goBack, mostPages, type PastPage } from './go-back.ts';

export type Past = Pick<PastPage, 'changes' | 'older'> & {
  /** The cursor behind which everything comes that is later. */
  after: string | undefined;
};

/** What is before this moment, as far as it is quickly found. @throws ApiProblem */
export async function readPast(view: FeedView, signal: AbortSignal): Promise<Past> {
  let past: Past = { changes: [], older: undefined, after: undefined };
  let pages = 0;
  for await (const { changes, older, after } of earlierThan(view, 'now', signal)) {
    past = { changes: [...past.changes, ...changes], older, after: pages === 0 ? after : past.after };
    pages += 1;
    if (pages === mostPages) break;
  }
  return past;
}

/** What is before a place of the feed, page by page, as {@link goBack} goes. @param before a cursor, or `now` @throws ApiProblem */
export function earlierThan(view: FeedView, before: string, signal: AbortSignal) {
  return goBack(async (at, limit) => await readPage({ ...filterOf(view), before: at, limit }, view, signal), before);
}

async function readPage(query: FeedQuery & { limit: number }, view: FeedView, signal: AbortSignal) {
  const { data, response } = await answered(api.GET('/changes', { params: { query }, signal }));
  const next = nextQuery<FeedQuery>(response)?.before;
  return {
    changes: data.filter((change) => isWanted(view, change)),
    isShort: data.length < query.limit,
    older: next === query.before ? undefined : next,
    after: data[0]?.cursor ?? next,
  };
}
