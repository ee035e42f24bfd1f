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

/**
 * A condition that always holds, and says for the statement and its triggers who writes; `$n` is empty for the database user.
 * Alone it would be another way to the database and back, or a part of the next write's transaction.
 */
const writtenBy = (n: number) => `set_config('app.actor', $${n}, true) IS NOT NULL`;

export async function insertListing(db: Queryable, values: ListingValues, actor?: string): Promise<ListingRow> {
  const [first, ...others] = writable.map((_, index) => `$${index + 1}`);
  const { rows } = await db.query<ListingRow>({
    name: 'insert-listing',
    // In its first value, since an INSERT has no condition.
    text: `INSERT INTO listing (${writable.join(', ')})
      VALUES (CASE WHEN ${writtenBy(writable.length + 1)} THEN ${first} END, ${others.join(', ')}) RETURNING ${columns}`,
    values: [...writable.map((column) => values[column]), actor ?? ''],
  });
  return theRow(rows);
}

type Written = {
  id: string;
  /** Of which the listing must be one; undefined: any. */
  versions: number[] | undefined;
  /** Who writes. @default the database user */
  actor?: string | undefined;
};

/**
 * Sets the columns given. No row comes back where there is no such listing, where `versions` admit another version only,
 * or where nothing changed.
 */
export async function updateListing(
  db: Queryable,
  { id, values, versions, actor }: Written & { values: Partial<ListingValues> },
): Promise<ListingRow | undefined> {
  const set = writable.filter((column) => values[column] !== undefined);
  const statement = {
    ...preparedName(set),
    text: `UPDATE listing SET ${set.map((column, index) => `${column} = $${index + 4}`).join(', ')}
      WHERE id = $1 AND ($2::bigint[] IS NULL OR version = ANY ($2)) AND ${writtenBy(3)} RETURNING ${columns}`,
    values: [id, versions, actor ?? '', ...set.map((column) => values[column])],
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

export async function deleteListing(db: Queryable, { id, versions, actor }: Written): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'delete-listing',
    text: `DELETE FROM listing WHERE id = $1 AND ($2::bigint[] IS NULL OR version = ANY ($2)) AND ${writtenBy(3)}`,
    values: [id, versions, actor ?? ''],
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
