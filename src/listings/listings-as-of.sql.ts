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
 * Price: what was stated last about the last instant; only where that is a void is the price in force looked for.
 * Attributes: the first state that was not superseded then, else the current one, which needs no look where it holds since
 * before; before the first state the first one counts. `version` is that of today: it is the ETag.
 */
export const listingAsOf = `(
  SELECT l.id, ${attributes}, stated.price, l.created_date, greatest(latest.effective_at,
      CASE WHEN coalesce(past.valid_from, l.described_date) <= $1 THEN coalesce(past.valid_from, l.described_date) END
    ) AS updated_date, l.version
  FROM listing AS l
  CROSS JOIN LATERAL (
    SELECT p.effective_at, p.price_eur FROM listing_price AS p
    WHERE p.listing_id = l.id AND p.effective_at <= $1 AND p.recorded_at <= $2
    ORDER BY p.effective_at DESC, p.recorded_at DESC LIMIT 1
  ) AS latest
  CROSS JOIN LATERAL (
    SELECT coalesce(latest.price_eur, listing_price_as_of(l.id, $1, $2)) AS price OFFSET 0 -- so that it is worked out once
  ) AS stated
  LEFT JOIN LATERAL (
    SELECT p.* FROM listing_past AS p
    WHERE (l.described_date > $1 OR $2 < 'infinity') AND p.listing_id = l.id AND (p.valid_to > $1 OR p.superseded_at > $2)
    ORDER BY p.valid_to, p.version LIMIT 1
  ) AS past ON true
) AS listing`;

export async function selectListingAsOf(
  db: Queryable,
  { id, asOf, knownAt }: PointInTime & { id: string },
): Promise<ListingRow | undefined> {
  const { rows } = await db.query<ListingRow>({
    name: 'select-listing-as-of',
    text: `SELECT ${columns} FROM ${listingAsOf} WHERE id = $3 AND price IS NOT NULL`,
    values: [asOf, knownAt, id],
  });
  return rows[0];
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
