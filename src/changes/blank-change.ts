import type { Change } from './change.ts';

const personal: ReadonlySet<string> = new Set(['name', 'description', 'street_address', 'contact_phone_number']);

/** What is left of a change when its listing is deleted (SPEC 27); in SQL `listing_blank` says the same. */
export function blankChange({ reason, changed, ...rest }: Change): Change {
  const left = Object.entries(changed).map(([member, value]) => [
    member,
    personal.has(member) ? { from: null, to: null } : value,
  ]);
  return { ...rest, changed: Object.fromEntries(left) };
}
