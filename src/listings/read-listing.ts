import type { Queryable } from '../db/queryable.ts';
import { AppError } from '../errors.ts';
import type { VersionedListing } from './listing.ts';
import { noSuchListing, parseListingId } from './listing-id.ts';
import { toVersioned } from './listing-row.ts';
import { selectListing, selectListingWithHistory, selectVersion } from './listings.sql.ts';
import { selectKnownSince, selectListingAsOf } from './listings-as-of.sql.ts';
import { isNow, type PointInTime } from './point-in-time.ts';

/** @throws AppError `not_found` */
async function readListing(db: Queryable, id: string): Promise<VersionedListing> {
  const row = await selectListing(db, parseListingId(id));
  if (!row) throw noSuchListing(id);
  return toVersioned(row);
}

/**
 * The listing as it is now, with its history.
 * @throws AppError `not_found`
 */
export async function readListingWithHistory(db: Queryable, id: string): Promise<VersionedListing> {
  const row = await selectListingWithHistory(db, parseListingId(id));
  if (!row) throw noSuchListing(id);
  return toVersioned(row);
}

/** @throws AppError `not_found` */
export async function readVersion(db: Queryable, id: string): Promise<number> {
  const version = await selectVersion(db, parseListingId(id));
  if (version === undefined) throw noSuchListing(id);
  return version;
}

/**
 * The listing as it was. Its version is that of today.
 * @throws AppError `not_found`, saying since when the listing is known.
 */
export async function readListingAsOf(db: Queryable, id: string, at: PointInTime): Promise<VersionedListing> {
  if (isNow(at)) return await readListing(db, id);
  const row = await selectListingAsOf(db, { id: parseListingId(id), ...at });
  return row ? toVersioned(row) : await refuse(db, id, at);
}

async function refuse(db: Queryable, id: string, { knownAt }: PointInTime): Promise<never> {
  await readListing(db, id);
  const since = await selectKnownSince(db, { id, knownAt });
  const known = since === undefined ? `Nothing was known of it at ${knownAt}.` : `It is known since ${since}.`;
  throw new AppError('not_found', `There was no listing ${id} at that instant. ${known}`);
}
