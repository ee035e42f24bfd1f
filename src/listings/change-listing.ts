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
  /** Who changes it. @default the database user */
  actor?: string | undefined;
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
  { id, input, versions, actor }: Change<Partial<ListingValues>>,
): Promise<VersionedListing> {
  parseListingId(id);
  let before: number | undefined;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const changed = isEmpty(input) ? undefined : await updateListing(db, { id, values: input, versions, actor });
    if (changed) return toVersioned(changed);
    // Nothing was written: there is no such listing, it has another version, or it is as the input says already.
    const current = await selectListing(db, id);
    if (!current) throw noSuchListing(id);
    if (versions && !versions.includes(current.version)) throw staleListing(current.version);
    // A trigger of others may make of the input what is there: then the version is that of the attempt before.
    if (isSaid(input, current) || current.version === before) return toVersioned(current);
    // It was so, and somebody has made it something else in between: now there is something to write.
    before = current.version;
  }
  throw new AppError('unavailable', 'Others keep changing this listing at the same time: try again.');
}

const mostAttempts = 5;

function isEmpty(input: Partial<ListingValues>): boolean {
  return Object.keys(input).length === 0;
}

function isSaid(input: Partial<ListingValues>, row: ListingRow): boolean {
  return Object.entries(input).every(([column, value]) => row[column as keyof ListingValues] === value);
}

export function staleListing(version: number): AppError {
  const message =
    'The listing has changed since you read it: read it again, then decide whether the change still fits.';
  return new AppError('stale', message, { version });
}
