import type { Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';
import { columns, type ListingRow, writable } from './listings.sql.ts';
import type { PointInTime } from './point-in-time.ts';

const attributes = writable
  .filter((column) => column !== 'price')
  .map((column) => `CASE WHEN past.listing_id IS NULL THEN l.${column} ELSE past.${column} END AS ${column}`)
  .join(', ');

/**
 * The listings as of $1, as far as known at $2, in the columns of `listing`. There are those that had a price in force.
 *
 * Attributes: the first superseded state that was not yet superseded then, else the current one; before the first state
 * the first one counts. `version` is that of today: it is the ETag.
 */
const listingAsOf = `(
  SELECT l.id, ${attributes}, stated.price_eur AS price, l.created_date,
    greatest(latest.effective_at, CASE WHEN described.since <= $1 THEN described.since END) AS updated_date, l.version
  FROM listing AS l
  LEFT JOIN LATERAL (
    SELECT p.* FROM listing_past AS p
    WHERE p.listing_id = l.id AND (p.valid_to > $1 OR p.superseded_at > $2)
    ORDER BY p.valid_to, p.version LIMIT 1
  ) AS past ON true
  CROSS JOIN LATERAL (
    SELECT each.price_eur FROM (
      SELECT DISTINCT ON (p.effective_at) p.effective_at, p.price_eur FROM listing_price AS p
      WHERE p.listing_id = l.id AND p.effective_at <= $1 AND p.recorded_at <= $2
      ORDER BY p.effective_at DESC, p.recorded_at DESC
    ) AS each
    WHERE each.price_eur IS NOT NULL ORDER BY each.effective_at DESC LIMIT 1
  ) AS stated
  CROSS JOIN LATERAL (
    SELECT max(p.effective_at) AS effective_at FROM listing_price AS p
    WHERE p.listing_id = l.id AND p.effective_at <= $1 AND p.recorded_at <= $2
  ) AS latest
  CROSS JOIN LATERAL (
    SELECT CASE WHEN past.listing_id IS NOT NULL THEN past.valid_from
      ELSE coalesce((SELECT max(p.valid_to) FROM listing_past AS p WHERE p.listing_id = l.id), l.created_date) END AS since
  ) AS described
) AS listing`;

export async function selectListingAsOf(
  db: Queryable,
  { id, asOf, knownAt }: PointInTime & { id: string },
): Promise<ListingRow | undefined> {
  const { rows } = await db.query<ListingRow>({
    name: 'select-listing-as-of',
    text: `SELECT ${columns} FROM ${listingAsOf} WHERE id = $3`,
    values: [asOf, knownAt, id],
  });
  return rows[0];
}

/** Listings of then with an id above `after`, in the order of their ids. */
export async function selectListingPageAsOf(
  db: Queryable,
  { asOf, knownAt, after, limit }: PointInTime & { after: number; limit: number },
): Promise<ListingRow[]> {
  const { rows } = await db.query<ListingRow>({
    name: 'select-listing-page-as-of',
    text: `SELECT ${columns} FROM ${listingAsOf} WHERE id > $3 ORDER BY id LIMIT $4`,
    values: [asOf, knownAt, after, limit],
  });
  return rows;
}

/** Since when the listing had a price, as far as known; null where nothing was known. */
export async function selectKnownSince(
  db: Queryable,
  { id, knownAt }: Pick<PointInTime, 'knownAt'> & { id: string },
): Promise<Instant | undefined> {
  const { rows } = await db.query<{ since: Instant | null }>({
    name: 'select-known-since',
    text: `SELECT min(effective_at) AS since FROM (
        SELECT DISTINCT ON (effective_at) effective_at, price_eur FROM listing_price
        WHERE listing_id = $1 AND recorded_at <= $2 ORDER BY effective_at, recorded_at DESC
      ) AS stated WHERE price_eur IS NOT NULL`,
    values: [id, knownAt],
  });
  return rows[0]?.since ?? undefined;
}
