import type { TestDatabase } from './test-database.ts';

/** What a row of `listing` has that a test does not care about. */
const ordinary = {
  name: 'Flat',
  description: 'Bright.',
  building_type: 'APARTMENT',
  street_address: '1 rue des Lilas',
  postal_code: '66000',
  city: 'Perpignan',
  country: 'FR',
  surface_area_m2: 70.5,
  rooms_count: 3,
  bedrooms_count: 2,
  price: 100_000,
};

export type ListingColumns = Record<string, string | number | null>;

/** Inserts rows into `listing` in one statement of plain SQL; that of a ListingAPI takes them too. @returns their ids. */
export async function addListings(
  { sql }: Pick<TestDatabase, 'sql'>,
  count: number,
  row: ListingColumns = {},
): Promise<number[]> {
  const whole = { ...ordinary, ...row };
  const columns = Object.keys(whole).join(', ');
  const rows = await sql<{ id: number }>(
    `INSERT INTO listing (${columns})
     SELECT ${columns} FROM jsonb_populate_record(NULL::listing, $1), generate_series(1, $2) RETURNING id`,
    [JSON.stringify(whole), count],
  );
  return rows.map(({ id }) => Number(id));
}

/** Inserts a row into `listing`. @returns its id. */
export async function addListing(database: Pick<TestDatabase, 'sql'>, row: ListingColumns = {}): Promise<number> {
  const [id = 0] = await addListings(database, 1, row);
  return id;
}
