import { isSameVersion, type VersionedListing } from '../api/versioned-listing.ts';
import type { Draft } from './drafts.ts';
import { fieldsOf, patchOf } from './fields.ts';
import type { ListingChange } from './listing-change.ts';
import type { Done } from './send-once.ts';
import { fieldsFrom, typedOf } from './typed.ts';

/** What is left of unsaved work once a listing was changed: what was typed since it was sent. */
export function leftOf(
  { typed, locale, keptAt, base }: Draft,
  { input: { before, patch }, made }: Done<ListingChange, VersionedListing>,
): Draft | undefined {
  const from = fieldsOf(before.listing);
  const fields = fieldsFrom(typed, { fields: from, typed: typedOf(from, locale) }, locale);
  const isSent = JSON.stringify(patchOf(from, fields)) === JSON.stringify(patch);
  if (isSent) return undefined;
  const isOfBefore = base !== undefined && isSameVersion(base.etag, before.etag);
  return { typed, locale, keptAt, base: isOfBefore ? made : base };
}
