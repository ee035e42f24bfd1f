import { rowsOfKey } from '../db/keyed-reads.ts';
import type { KeyedStatement, Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';
import { pricesInForce } from '../listings/history/prices-in-force.sql.ts';
import type { Bound } from '../listings/point-in-time.ts';
import { statements, trimmedTo } from './statements.sql.ts';

export type PriceRange = {
  listingId: string;
  knownAt: Bound;
  /** The first instant, and the first one that is too late. */
  from: Bound;
  to: Bound;
  order: 'asc' | 'desc';
  limit: number;
};

const stated = pricesInForce('$1', ' AND recorded_at <= $2');

const inRange = (order: PriceRange['order']) =>
  `effective_at >= $3 AND effective_at < $4 ORDER BY effective_at ${order} LIMIT $5`;

/** A listing's version, and one of its prices; null where it has none in the range. */
export type PriceRow = { version: number; price_eur: number | null; created_date: Instant };

/** A longer history is read page by page. */
export const wholeHistory = 1_000;

const historyById: KeyedStatement = {
  name: 'select-history',
  text: `SELECT l.id, l.version, p.price_eur, p.effective_at AS created_date
    FROM unnest($1::bigint[]) AS asked (id) JOIN listing AS l ON l.id = asked.id LEFT JOIN LATERAL (
      SELECT price_eur, effective_at FROM (${pricesInForce('l.id')}) AS stated ORDER BY effective_at LIMIT ${wholeHistory + 1}
    ) AS p ON true
    ORDER BY l.id, p.effective_at`,
};

/** The first prices of a listing, one more than a page has, as known now. No row: there is no such listing. */
export async function selectHistory(db: Queryable, listingId: string): Promise<PriceRow[]> {
  return await rowsOfKey<PriceRow & { id: number }>(db, historyById, listingId);
}

/** No row: there is no such listing. */
export async function selectPrices(db: Queryable, range: PriceRange): Promise<PriceRow[]> {
  const { rows } = await db.query<PriceRow>({
    name: `select-prices-${range.order}`,
    text: `SELECT l.version, p.price_eur, p.effective_at AS created_date
      FROM listing AS l LEFT JOIN LATERAL (
        SELECT * FROM (${stated}) AS stated WHERE ${inRange(range.order)}
      ) AS p ON true
      WHERE l.id = $1 ORDER BY p.effective_at ${range.order}`,
    values: valuesOf(range),
  });
  return rows;
}

export type PriceDetailRow = Omit<PriceRow, 'created_date'> & {
  effective_at: Instant;
  recorded_at: Instant;
  until: Instant | null;
  before: number | null;
  actor: string | null;
  reason: string | null;
  /** Up to where changes were removed, and with them actors and reasons; null: none were. */
  trimmed_to: string | null;
};

export type DetailsState = Pick<PriceDetailRow, 'version' | 'trimmed_to'>;

/** What the tag of a page of details is made of, without its prices. */
export async function selectDetailsState(db: Queryable, listingId: string): Promise<DetailsState | undefined> {
  const { rows } = await db.query<DetailsState>({
    name: 'select-details-state',
    text: `SELECT version, ${trimmedTo} AS trimmed_to FROM listing WHERE id = $1`,
    values: [listingId],
  });
  return rows[0];
}

/** With who stated each price and why, from the change that recorded it, and what is kept of those at that moment. */
export async function selectPriceDetails(db: Queryable, range: PriceRange): Promise<PriceDetailRow[]> {
  const { rows } = await db.query<PriceDetailRow>({
    name: `select-price-details-${range.order}`,
    text: `WITH statement AS (${statements})
      SELECT l.version, p.*, ${trimmedTo} AS trimmed_to
      FROM listing AS l LEFT JOIN LATERAL (
        SELECT stated.*, statement.actor, statement.reason
        FROM (SELECT * FROM (${stated}) AS stated WHERE ${inRange(range.order)}) AS stated
          LEFT JOIN statement USING (effective_at, recorded_at)
      ) AS p ON true
      WHERE l.id = $1 ORDER BY p.effective_at ${range.order}`,
    values: valuesOf(range),
  });
  return rows;
}

function valuesOf({ listingId, knownAt, from, to, limit }: PriceRange): unknown[] {
  return [listingId, knownAt, from, to, limit];
}
