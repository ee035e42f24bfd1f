import type { ListingPatch } from '../api/types.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';

/** What is changed of a listing, which has to be what was read. */
export type ListingChange = { before: VersionedListing; patch: ListingPatch };
