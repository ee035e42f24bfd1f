import type { Listing } from '../api/types.ts';
import { useKept } from '../parts/use-kept.ts';
import type { ListingProps } from './price-section.tsx';
import { useListingAsOf } from './use-listing.ts';

/** A listing as it was at the end of a day by the knowledge of another, or as it is now. */
type ListingState = { day: string | undefined; known: string | undefined; listing: Listing };

/**
 * The state of a listing that is asked for. Until that is read the one of before stays, which says of which day it is; where it
 * cannot be read there is none.
 */
export function useShownState({ id, found, view }: Pick<ListingProps, 'id' | 'found' | 'view'>) {
  const past = useListingAsOf(id, view.asOf, view.known);
  const now = found && { day: undefined, known: undefined, listing: found.listing };
  const read: ListingState | undefined = view.asOf === undefined ? now : past.data;
  const { kept } = useKept({ data: read, dataUpdatedAt: past.dataUpdatedAt });
  const shown = past.error ? read : kept;
  return { past, shown, isOld: shown !== undefined && read === undefined };
}
