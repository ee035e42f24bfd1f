import { answered, api } from '../api/client.ts';
import { nextQuery } from '../api/next-page.ts';
import type { Change, FeedQuery } from '../api/types.ts';
import { type FeedView, filterOf, isWanted } from './feed-view.ts';

export type Past = {
  /** Those that are wanted, the latest first. */
  changes: readonly Change[];
  /** The cursor before which it goes on; none: this is where it begins. */
  older: string | undefined;
  /** The cursor behind which everything comes that is later. */
  after: string | undefined;
};

const pageSize = 100;
/** Of a page there may be nothing that is wanted: so many are read until there is. */
const mostPages = 5;

/** What is before a place of the feed. @param before a cursor, or `now` @throws ApiProblem */
export async function readPast(view: FeedView, before: string, signal?: AbortSignal): Promise<Past> {
  const first = await readPage(view, before, signal);
  let { changes, older } = first;
  for (let pages = 1; changes.length === 0 && older !== undefined && pages < mostPages; pages += 1) {
    ({ changes, older } = await readPage(view, older, signal));
  }
  return { changes, older, after: first.after };
}

async function readPage(view: FeedView, before: string, signal?: AbortSignal): Promise<Past> {
  const query: FeedQuery = { ...filterOf(view), before, limit: pageSize };
  const { data, response } = await answered(api.GET('/changes', { params: { query }, ...(signal && { signal }) }));
  const next = nextQuery<FeedQuery>(response)?.before;
  return {
    changes: data.filter((change) => isWanted(view, change)),
    older: next === before ? undefined : next,
    after: data[0]?.cursor ?? next,
  };
}
