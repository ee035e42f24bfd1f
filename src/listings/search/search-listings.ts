import type { Queryable } from '../../db/queryable.ts';
import { toListing } from '../listing-row.ts';
import { isNow, type PointInTime } from '../point-in-time.ts';
import type { Searched } from './conditions.sql.ts';
import { type ListingPage, pageOf } from './listing-page.ts';
import { type Order, orderOf } from './orders.sql.ts';
import { decodePageCursor, encodePageCursor, type PageCursor } from './page-cursor.ts';
import { countListings, estimateListings, estimateWords, type FoundRow, type Run, selectRun } from './pages.sql.ts';
import { refuseImpossible } from './refuse-impossible.ts';
import { searchPast } from './search-past.ts';
import type { ListingQuery } from './search-query.ts';

const usualListings = 100;

/**
 * A page of the listings that every filter lets through, as they were then.
 * @throws AppError `invalid` for filters that exclude each other, and for a cursor that is none or of another search.
 */
export async function searchListings(db: Queryable, query: ListingQuery, at: PointInTime): Promise<ListingPage> {
  refuseImpossible(query);
  const { limit = usualListings, with: told } = query;
  const cursor = decodePageCursor(query);
  if (!isNow(at)) return await searchPast(db, { query, at, after: cursor?.id ?? 0, limit });
  const searched = await searchedBy(db, query);
  // One row more tells whether there is another page.
  const wanted = { order: orderOf(query.sort ?? 'id'), cursor, limit: limit + 1, withHistory: told === 'history' };
  const rows = await selectRows(db, searched, wanted);
  const total = await countOf(db, query);
  const page = pageOf(rows, limit);
  if (cursor?.backwards) page.reverse();
  const more = rows.length > page.length;
  const [first, last] = [page.at(0), page.at(-1)];
  const [before, behind] = cursor?.backwards ? [more, true] : [cursor !== undefined, more];
  return {
    listings: page.map(toListing),
    next: behind ? linkFrom(query, last, { cursor, backwards: false }) : undefined,
    prev: before ? linkFrom(query, first, { cursor, backwards: true }) : undefined,
    total,
  };
}

/** So many listings are read and put in order in the time of a walk to as many that fit. */
const fewListings = 3_000;

/**
 * Words that nobody uses are expected in some listings all the same: the planner would look for a page of them in every one,
 * in the order of the page.
 */
async function searchedBy(db: Queryable, { q, ...others }: ListingQuery): Promise<Searched> {
  if (q === undefined) return others;
  return (await estimateWords(db, q)) <= fewListings ? { ...others, rare_words: q } : { ...others, q };
}

type Wanted = Pick<Run, 'order' | 'limit' | 'withHistory'> & { cursor: PageCursor | undefined };

async function selectRows(db: Queryable, searched: Searched, wanted: Wanted): Promise<FoundRow[]> {
  const { order, cursor, limit, withHistory } = wanted;
  const rows: FoundRow[] = [];
  for (const run of runsOf(order, cursor)) {
    rows.push(...(await selectRun(db, searched, { ...run, withHistory, limit: limit - rows.length })));
    if (rows.length === limit) break;
  }
  return rows;
}

/** Those without anything to be ordered by come after all others, in either direction of the order. */
function runsOf(order: Order, cursor: PageCursor | undefined): Omit<Run, 'limit' | 'withHistory'>[] {
  const { backwards = false } = cursor ?? {};
  const run = (withoutKey: boolean, behind?: PageCursor) => ({ order, backwards, withoutKey, behind });
  if (!order.nullable) return [run(false, cursor)];
  if (cursor?.key === null) return backwards ? [run(true, cursor), run(false)] : [run(true, cursor)];
  return backwards ? [run(false, cursor)] : [run(false, cursor), run(true)];
}

/**
 * From a row on. Where a page has none any more, back to where it was to begin: the row there is on the other side of it,
 * and belongs to the page before.
 */
function linkFrom(
  query: ListingQuery,
  row: FoundRow | undefined,
  { cursor, backwards }: { cursor: PageCursor | undefined; backwards: boolean },
): ListingQuery | undefined {
  const place = row
    ? { key: row.sort_key, id: row.id, inclusive: false }
    : cursor && { ...cursor, inclusive: !cursor.inclusive };
  return place && { ...query, after: encodePageCursor(query, { ...place, backwards }) };
}

async function countOf(db: Queryable, query: ListingQuery): Promise<number | undefined> {
  if (query.count === undefined) return undefined;
  return await (query.count === 'exact' ? countListings(db, query) : estimateListings(db, query));
}
