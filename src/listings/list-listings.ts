import { type Static, Type } from 'typebox';
import type { Queryable } from '../db/queryable.ts';
import { invalid } from '../wire/checker.ts';
import { decodeCursor, encodeCursor } from '../wire/cursor.ts';
import type { Listing } from './listing.ts';
import { toListing } from './listing-row.ts';
import { selectListingPage } from './listings.sql.ts';
import { selectListingPageAsOf } from './listings-as-of.sql.ts';
import { isNow, type PointInTime, pointInTime } from './point-in-time.ts';

export const ListingQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: 1000, default: 100, description: 'How many listings a page has.' },
        'x-expected': 'a whole number from 1 to 1000',
      }),
    ),
    after: Type.Optional(Type.String({ description: 'Where the page before ended: taken from its Link header.' })),
    ...pointInTime,
  },
  { additionalProperties: false },
);
export type ListingQuery = Static<typeof ListingQuery>;

export type ListingPage = {
  listings: Listing[];
  /** The query of the next page; none where this is the last. */
  next: ListingQuery | undefined;
};

/**
 * A page of listings in the order of their ids, as they were then.
 * @throws AppError `invalid` for a cursor that is none.
 */
export async function listListings(db: Queryable, query: ListingQuery, at: PointInTime): Promise<ListingPage> {
  const { limit = 100 } = query;
  // One row more tells whether there is a next page.
  const page = { after: afterId(query.after), limit: limit + 1 };
  const rows = isNow(at) ? await selectListingPage(db, page) : await selectListingPageAsOf(db, { ...at, ...page });
  const listings = rows.slice(0, limit).map(toListing);
  const last = listings.at(-1);
  const next = rows.length > limit && last ? { ...query, after: encodeCursor('id', [last.id]) } : undefined;
  return { listings, next };
}

function afterId(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [id, ...more] = decodeCursor('id', cursor) ?? [];
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0 && more.length === 0) return id;
  throw invalid([{ parameter: 'after', detail: 'must be taken from the Link header of a page' }], 'query');
}
