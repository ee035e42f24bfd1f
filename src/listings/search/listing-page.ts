import type { Listing } from '../listing.ts';
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
