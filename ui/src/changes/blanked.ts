import type { Change } from '../api/types.ts';

const personal: ReadonlySet<string> = new Set(['name', 'description', 'street_address', 'contact_phone_number']);

/**
 * Changes without the personal data of listings that were deleted: the deletion takes it from earlier ones, here as in the
 * service (H6). @param gone the ids of those listings
 */
export function blanked(changes: readonly Change[], gone: ReadonlySet<number>): readonly Change[] {
  if (!changes.some(({ listing_id }) => gone.has(listing_id))) return changes;
  return changes.map((change) => (gone.has(change.listing_id) ? blank(change) : change));
}

function blank({ reason: _, changed, ...rest }: Change): Change {
  const left = Object.entries(changed).map(([member, value]) => [
    member,
    personal.has(member) ? { from: null, to: null } : value,
  ]);
  return { ...rest, changed: Object.fromEntries(left) };
}
