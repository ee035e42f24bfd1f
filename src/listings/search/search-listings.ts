import type { Queryable } from '../../db/queryable.ts';
import { toListing } from '../listing-row.ts';
import { isNow, type PointInTime } from '../point-in-time.ts';
import { type ListingPage, pageOf } from './listing-page.ts';
import { type Order, orderOf } from './orders.sql.ts';
import { decodePageCursor, encodePageCursor, type PageCursor } from './page-cursor.ts';
import { countListings, estimateListings, type FoundRow, type Run, selectRun } from './pages.sql.ts';
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
  const { limit = usualListings } = query;
  const cursor = decodePageCursor(query);
  if (!isNow(at)) return await searchPast(db, { query, at, after: cursor?.id ?? 0, limit });
  // One row more tells whether there is another page.
  const rows = await selectRows(db, query, { cursor, limit: limit + 1 });
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

type Wanted = { cursor: PageCursor | undefined; limit: number };

async function selectRows(db: Queryable, query: ListingQuery, { cursor, limit }: Wanted): Promise<FoundRow[]> {
  const rows: FoundRow[] = [];
  for (const run of runsOf(orderOf(query.sort ?? 'id'), cursor)) {
    rows.push(...(await selectRun(db, query, { ...run, limit: limit - rows.length })));
    if (rows.length === limit) break;
  }
  return rows;
}

/** Those without anything to be ordered by come after all others, in either direction of the order. */
function runsOf(order: Order, cursor: PageCursor | undefined): Omit<Run, 'limit'>[] {
  const { backwards = false } = cursor ?? {};
  const run = (withoutKey: boolean, behind?: PageCursor) => ({ order, backwards, withoutKey, behind });
  if (!order.nullable) return [run(false, cursor)];
  if (cursor?.key === null) return backwards ? [run(true, cursor), run(false)] : [run(true, cursor)];
  return backwards ? [run(false, cursor)] : [run(false, cursor), run(true)];
}

/** From a row on; where a page has none any more, from where it was to begin. */
function linkFrom(
  query: ListingQuery,
  row: FoundRow | undefined,
  { cursor, backwards }: { cursor: PageCursor | undefined; backwards: boolean },
): ListingQuery | undefined {
  const place = row ? { key: row.sort_key, id: row.id } : cursor;
  return place && { ...query, after: encodePageCursor(query, { key: place.key, id: place.id, backwards }) };
}

async function countOf(db: Queryable, query: ListingQuery): Promise<number | undefined> {
  if (query.count === undefined) return undefined;
  return await (query.count === 'exact' ? countListings(db, query) : estimateListings(db, query));
}
