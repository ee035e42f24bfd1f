import type { Queryable } from '../db/queryable.ts';
import { AppError } from '../errors.ts';
import type { ListingInput, ListingPatch, VersionedListing } from './listing.ts';
import { noSuchListing, parseListingId } from './listing-id.ts';
import { toPatchValues, toValues, toVersioned } from './listing-row.ts';
import { type ListingRow, type ListingValues, selectListing, updateListing } from './listings.sql.ts';

export type Change<T> = {
  id: string;
  input: T;
  /** Versions of which the listing must be one; undefined: any. */
  versions: number[] | undefined;
};

/**
 * Makes the listing what `input` says. A reference that is not mentioned stays: clients of the ListingAPI know none.
 * @throws AppError `not_found`, `stale`, `conflict`
 */
export async function replaceListing(db: Queryable, change: Change<ListingInput>): Promise<VersionedListing> {
  const { reference, ...values } = toValues(change.input);
  return await apply(db, {
    ...change,
    input: change.input.reference === undefined ? values : { ...values, reference },
  });
}

/**
 * Changes the members that the patch names.
 * @throws AppError `not_found`, `stale`, `conflict`, `invalid`
 */
export async function patchListing(db: Queryable, change: Change<ListingPatch>): Promise<VersionedListing> {
  return await apply(db, { ...change, input: toPatchValues(change.input) });
}

async function apply(
  db: Queryable,
  { id, input, versions }: Change<Partial<ListingValues>>,
): Promise<VersionedListing> {
  parseListingId(id);
  const changed = Object.keys(input).length > 0 ? await updateListing(db, { id, values: input, versions }) : undefined;
  if (changed) return toVersioned(changed);
  // Nothing was written: there is no such listing, it has another version, or it is as the input says already.
  const current = await selectListing(db, id);
  if (!current) throw noSuchListing(id);
  // A version that came in between may be one of `versions` without being what the input says.
  if (versions && !(versions.includes(current.version) && isSaid(input, current))) throw staleListing(current.version);
  return toVersioned(current);
}

function isSaid(input: Partial<ListingValues>, row: ListingRow): boolean {
  return Object.entries(input).every(([column, value]) => row[column as keyof ListingValues] === value);
}

export function staleListing(version: number): AppError {
  const message =
    'The listing has changed since you read it: read it again, then decide whether the change still fits.';
  return new AppError('stale', message, { version });
}
