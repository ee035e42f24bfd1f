import type { Change, FeedQuery } from '../api/types.ts';

/** What is shown: everything, prices that changed, or one kind of change. */
export const shows = ['all', 'prices', 'created', 'updated', 'corrected', 'deleted'] as const;
export type Show = (typeof shows)[number];

/** What is followed, as the address of the page holds it. */
export type FeedView = {
  show: Show;
  /** The id of the one listing that is followed. */
  listing?: string;
};

/** What an address asks for; what it cannot ask for is left out. */
export function feedViewOf(params: URLSearchParams): FeedView {
  const listing = params.get('listing') ?? '';
  return {
    show: shows.find((each) => each === params.get('show')) ?? 'all',
    ...(isListingId(listing) && { listing }),
  };
}

export function isListingId(text: string): boolean {
  return /^[1-9]\d{0,17}$/.test(text);
}

/** The address of a view; what is usual is not said. */
export function feedAddress({ show, listing }: FeedView): string {
  const params = new URLSearchParams();
  if (show !== 'all') params.set('show', show);
  if (listing !== undefined) params.set('listing', listing);
  return params.size > 0 ? `/changes?${params}` : '/changes';
}

/** What the API is asked for, whichever way the feed is read. */
export function filterOf({ show, listing }: FeedView): FeedQuery {
  return {
    ...(show === 'prices' && { field: 'price_eur' as const }),
    ...(show !== 'prices' && show !== 'all' && { kind: show }),
    ...(listing !== undefined && { listing_id: listing }),
  };
}

/** The API counts the first price of a listing among the changes of prices; here it is no change. */
export function isWanted({ show }: FeedView, { kind }: Change): boolean {
  return show !== 'prices' || kind !== 'created';
}
