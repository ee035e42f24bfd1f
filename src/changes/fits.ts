import type { Change } from './change.ts';
import type { ChangeQuery } from './read-changes.ts';

/** What a follower wants of the feed. */
export type Wanted = Pick<ChangeQuery, 'kind' | 'field' | 'listing_id'>;

/** Whether a change is of those that a page with these parameters has; in SQL the same is said by `selectChanges`. */
export function fits(change: Change, { kind, field, listing_id }: Wanted): boolean {
  if (kind !== undefined && change.kind !== kind) return false;
  if (listing_id !== undefined && String(change.listing_id) !== listing_id) return false;
  if (field === undefined || Object.hasOwn(change.changed, field)) return true;
  return field === 'price_eur' && change.prices !== undefined;
}
