import type { Queryable } from '../../db/queryable.ts';
import { toListing } from '../listing-row.ts';
import type { PointInTime } from '../point-in-time.ts';
import { type ListingPage, pageOf } from './listing-page.ts';
import { encodePageCursor } from './page-cursor.ts';
import { selectFirstIdFrom, selectPastPage } from './past-pages.sql.ts';
import type { ListingQuery } from './search-query.ts';

/** Ids that one page looks at, at most: where few listings were there, or fit, it ends early rather than at a time limit. */
const mostLookedAt = 20_000;

type PastSearch = { query: ListingQuery; at: PointInTime; after: number; limit: number };

/** A page of listings of the past, in the order of their ids. It may have fewer than the limit, or none, and lead on. */
export async function searchPast(db: Queryable, { query, at, after, limit }: PastSearch): Promise<ListingPage> {
  const upTo = after + mostLookedAt;
  const rows = await selectPastPage(db, { filters: query, at, after, upTo, limit: limit + 1 });
  const page = pageOf(rows, limit);
  const from = rows.length > page.length ? page.at(-1)?.id : await lastIdBefore(db, upTo);
  const next =
    from === undefined
      ? undefined
      : { ...query, after: encodePageCursor(query, { key: from, id: from, backwards: false, inclusive: false }) };
  return { listings: page.map(toListing), next, prev: undefined, total: undefined };
}

/** The id before the first one behind those that were looked at; undefined: there is none. */
async function lastIdBefore(db: Queryable, upTo: number): Promise<number | undefined> {
  const id = await selectFirstIdFrom(db, upTo + 1);
  return id === undefined ? undefined : id - 1;
}
