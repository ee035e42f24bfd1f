import type { Queryable } from '../../db/queryable.ts';
import { columns, type ListingRow } from '../listings.sql.ts';
import { listingAsOf } from '../listings-as-of.sql.ts';
import type { PointInTime } from '../point-in-time.ts';
import { bindInto, conditionsOf } from './conditions.sql.ts';
import type { Filters } from './search-query.ts';

/** Listings of then with an id above `after`, up to `upTo`, in the order of their ids. */
export async function selectPastPage(
  db: Queryable,
  {
    filters,
    at,
    after,
    upTo,
    limit,
  }: { filters: Filters; at: PointInTime; after: number; upTo: number; limit: number },
): Promise<ListingRow[]> {
  const values: unknown[] = [at.asOf, at.knownAt, after, upTo];
  const conditions = conditionsOf(filters, bindInto(values));
  const { rows } = await db.query<ListingRow>({
    // A LIMIT that is a parameter is planned for a tenth of the table, which no plan for all calls can match.
    ...(conditions.length === 0 && limit === 101 ? { name: 'select-past-page' } : {}),
    text: `SELECT ${columns} FROM ${listingAsOf}
      WHERE ${['id > $3', 'id <= $4', 'price IS NOT NULL', ...conditions].join(' AND ')} ORDER BY id LIMIT ${limit}`,
    values,
  });
  return rows;
}

/** The lowest id from one on. */
export async function selectFirstIdFrom(db: Queryable, id: number): Promise<number | undefined> {
  const { rows } = await db.query<{ id: number }>({
    name: 'select-first-id-from',
    text: 'SELECT id FROM listing WHERE id >= $1 ORDER BY id LIMIT 1',
    values: [id],
  });
  return rows[0]?.id;
}
