import { useQuery } from '@tanstack/react-query';
import { readListing } from '../api/versioned-listing.ts';

/** A listing as it is, with the tag of its version; what is written puts its answer in the same place. */
export function useListing(id: string) {
  return useQuery({ queryKey: ['listing', id], queryFn: async ({ signal }) => await readListing(id, signal) });
}
