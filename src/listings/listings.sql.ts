import { rowsOfKey } from '../db/keyed-reads.ts';
import { type KeyedStatement, type Queryable, writeRow } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';
import { priceSummaryOf } from './history/price-summary.sql.ts';
import type { PriceSummary } from './history/price-summary.ts';

export type ListingRow = {
  id: number;
  name: string;
  description: string;
  building_type: string;
  street_address: string;
  postal_code: string;
  city: string;
  country: string;
  surface_area_m2: number;
  rooms_count: number;
  bedrooms_count: number;
  price: number;
  contact_phone_number: string | null;
  reference: string | null;
  created_date: Instant;
  updated_date: Instant;
  version: number;
  /** Where it was asked for; null: the listing has no price. */
  history?: PriceSummary | null;
};

/** The columns that writers set; the others are the database's own. */
export const writable = [
  'name',
  'description',
  'building_type',
  'street_address',
  'postal_code',
  'city',
  'country',
  'surface_area_m2',
  'rooms_count',
  'bedrooms_count',
  'price',
  'contact_phone_number',
  'reference',
] as const satisfies (keyof ListingRow)[];

export type ListingValues = Pick<ListingRow, (typeof writable)[number]>;

export const columns = ['id', ...writable, 'created_date', 'updated_date', 'version'].join(', ');

export async function insertListing(db: Queryable, values: ListingValues): Promise<ListingRow> {
  const { rows } = await db.query<ListingRow>({
    name: 'insert-listing',
    text: `INSERT INTO listing (${writable.join(', ')})
      VALUES (${writable.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING ${columns}`,
    values: writable.map((column) => values[column]),
  });
  return theRow(rows);
}

/**
 * Sets the columns given. No row comes back where there is no such listing, where `versions` admit another version only,
 * or where nothing changed.
 */
export async function updateListing(
  db: Queryable,
  { id, values, versions }: { id: string; values: Partial<ListingValues>; versions: number[] | undefined },
): Promise<ListingRow | undefined> {
  const set = writable.filter((column) => values[column] !== undefined);
  const statement = {
    ...preparedName(set),
    text: `UPDATE listing SET ${set.map((column, index) => `${column} = $${index + 3}`).join(', ')}
      WHERE id = $1 AND ($2::bigint[] IS NULL OR version = ANY ($2)) RETURNING ${columns}`,
    values: [id, versions, ...set.map((column) => values[column])],
  };
  return (await writeRow<ListingRow>(db, statement, id)).rows[0];
}

/** The usual updates are prepared: of everything, of all but the reference, of one column; not each combination. */
function preparedName(set: readonly (typeof writable)[number][]): { name?: string } {
  const [first] = set;
  if (set.length === writable.length) return { name: 'update-listing' };
  if (set.length === writable.length - 1 && !set.includes('reference')) return { name: 'update-listing-but-reference' };
  return set.length === 1 ? { name: `update-listing-${first}` } : {};
}

export async function deleteListing(
  db: Queryable,
  { id, versions }: { id: string; versions: number[] | undefined },
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'delete-listing',
    text: 'DELETE FROM listing WHERE id = $1 AND ($2::bigint[] IS NULL OR version = ANY ($2))',
    values: [id, versions],
  });
  return rowCount === 1;
}

const listingById: KeyedStatement = {
  name: 'select-listing',
  text: `SELECT ${columns} FROM listing WHERE id = ANY ($1::bigint[])`,
};

export async function selectListing(db: Queryable, id: string): Promise<ListingRow | undefined> {
  const [row] = await rowsOfKey<ListingRow>(db, listingById, id);
  return row;
}

/** In one statement, so that the history is that of the listing as it is told. */
const listingWithHistoryById: KeyedStatement = {
  name: 'select-listing-with-history',
  text: `SELECT ${columns}, told.history
    FROM listing LEFT JOIN LATERAL (${priceSummaryOf('listing.id')}) AS told ON true
    WHERE id = ANY ($1::bigint[])`,
};

export async function selectListingWithHistory(db: Queryable, id: string): Promise<ListingRow | undefined> {
  const [row] = await rowsOfKey<ListingRow>(db, listingWithHistoryById, id);
  return row;
}

const versionById: KeyedStatement = {
  name: 'select-version',
  text: 'SELECT id, version FROM listing WHERE id = ANY ($1::bigint[])',
};

export async function selectVersion(db: Queryable, id: string): Promise<number | undefined> {
  const [row] = await rowsOfKey<Pick<ListingRow, 'id' | 'version'>>(db, versionById, id);
  return row?.version;
}

function theRow(rows: ListingRow[]): ListingRow {
  const [row] = rows;
  if (!row) throw new Error('an INSERT ... RETURNING gives its row');
  return row;
}
