import type { Listing } from '../listing.ts';
import type { ListingRow } from '../listings.sql.ts';
import type { ListingQuery } from './search-query.ts';

export type ListingPage = {
  listings: Listing[];
  /** The query of the page after this one; none where this is the last. */
  next: ListingQuery | undefined;
  /** The query of the page before this one; none where this is the first. */
  prev: ListingQuery | undefined;
  /** How many listings there are on all pages, where that was asked for. */
  total: number | undefined;
};

/** So many characters of names and descriptions end a page: 1,000 descriptions could have 50 million. */
const mostCharacters = 4_000_000;

/** The rows that make a page: as many as asked for, but fewer where their texts are long; one at least. */
export function pageOf<Row extends ListingRow>(rows: readonly Row[], limit: number): Row[] {
  let characters = 0;
  const tooMany = rows.findIndex(({ name, description }, index) => {
    characters += name.length + description.length;
    return index > 0 && characters > mostCharacters;
  });
  return rows.slice(0, tooMany === -1 ? limit : Math.min(limit, tooMany));
}
