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
/** So many pages are read at once, where there is little or nothing in them that is wanted. */
const mostPages = 5;

/** What is before a place of the feed. @param before a cursor, or `now` @throws ApiProblem */
export async function readPast(view: FeedView, before: string, signal?: AbortSignal): Promise<Past> {
  let page = await readPage(view, before, signal);
  let { changes } = page;
  const { after } = page;
  for (let pages = 1; pages < mostPages && goesOn(page, changes); pages += 1) {
    page = await readPage(view, page.older ?? before, signal);
    changes = [...changes, ...page.changes];
  }
  return { changes, older: page.older, after };
}

type Page = Past & { isShort: boolean };

/** Behind a short page there may be nothing: then that is said, rather than offered. */
function goesOn({ older, isShort }: Page, changes: Past['changes']): boolean {
  return older !== undefined && (isShort || changes.length === 0);
}

async function readPage(view: FeedView, before: string, signal?: AbortSignal): Promise<Page> {
  const query: FeedQuery = { ...filterOf(view), before, limit: pageSize };
  const { data, response } = await answered(api.GET('/changes', { params: { query }, ...(signal && { signal }) }));
  const next = nextQuery<FeedQuery>(response)?.before;
  return {
    changes: data.filter((change) => isWanted(view, change)),
    isShort: data.length < pageSize,
    older: next === before ? undefined : next,
    after: data[0]?.cursor ?? next,
  };
}
