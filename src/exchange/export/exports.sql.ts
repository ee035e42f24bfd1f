import type { Position } from '../../changes/changes.sql.ts';
import { literal } from '../../db/literal.ts';
import { columns } from '../../listings/listings.sql.ts';
import { foundBy } from '../../listings/search/conditions.sql.ts';
import type { Filters } from '../../listings/search/search-query.ts';

type Bindable = Parameters<typeof literal>[0];
const bind = (value: unknown) => literal(value as Bindable); // what filters hold: texts, numbers and lists of them

/** The columns of `ListingRow`, by id. */
export function listingsQuery(filters: Filters): string {
  return `SELECT ${columns} ${foundBy(filters, bind)} ORDER BY id`;
}

export type PriceRange = { from?: string | undefined; to?: string | undefined };

/** Every statement about a price: those that were corrected since, and voids, too. */
export function pricesQuery({ from, to }: PriceRange): string {
  const conditions = [
    ...(from === undefined ? [] : [`effective_at >= ${literal(from)}`]),
    ...(to === undefined ? [] : [`effective_at < ${literal(to)}`]),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return `SELECT listing_id, effective_at, recorded_at, price_eur FROM listing_price ${where}
    ORDER BY listing_id, effective_at, recorded_at`;
}

export type ChangeFilter = { kind?: string | undefined; field?: string | undefined; listing_id?: string | undefined };

/** The changes after a place that the feed shows at the moment, in its order. */
export function changesQuery(after: Position, { kind, field, listing_id }: ChangeFilter): string {
  const conditions = [
    `(feed_key, feed_seq) > (${literal(after.key)}::xid8, ${literal(after.seq)}::bigint)`,
    'feed_key < pg_snapshot_xmin(pg_current_snapshot())',
    ...(kind === undefined ? [] : [`kind = ${literal(kind)}`]),
    ...(listing_id === undefined ? [] : [`listing_id = ${literal(listing_id)}`]),
    ...(field === undefined
      ? []
      : [`(changed ? ${literal(field)}${field === 'price_eur' ? ' OR prices IS NOT NULL' : ''})`]),
  ];
  return `SELECT listing_id, version, feed_key, feed_seq, kind, effective_at, recorded_at, changed, prices, actor, reason
    FROM listing_change WHERE ${conditions.join(' AND ')} ORDER BY feed_key, feed_seq`;
}
