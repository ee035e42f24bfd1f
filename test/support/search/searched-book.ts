import fc from 'fast-check';
import type { TestDatabase } from '../test-database.ts';

/** A listing with the path of its prices, oldest first: what a search is worked out from, without the service. */
export type BookListing = {
  id: number;
  name: string;
  description: string;
  street_address: string;
  city: string;
  country: string;
  postal_code: string;
  building_type: string;
  surface_area_m2: number;
  rooms_count: number;
  bedrooms_count: number;
  reference: string | null;
  created: string;
  updated: string;
  path: { at: string; eur: number }[];
};

export const cities = ['Perpinyà', 'PERPIGNAN', 'Saint-Étienne', 'saint etienne', 'Liège', 'Łódź', 'Straße', 'Ærø'];
export const words = ['terrasse', 'Terrassen', 'balcón', 'vue', 'sur', 'mer', 'à', '3', 'pièces', "l'étage", 'naïve'];
export const countries = ['FR', 'ES', 'DE'];
export const postalCodes = ['66000', '66100', '42000', 'SW1A 1AA', 'sw1a-2bb', '1000'];
export const types = ['STUDIO', 'APARTMENT', 'HOUSE'];

/** Days from the beginning of 2024 on which prices were stated: few, so that many fall together. */
export const day = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString();
export const days = 40;

const path = fc
  .uniqueArray(fc.integer({ min: 0, max: days - 1 }), { minLength: 1, maxLength: 5 })
  .chain((at) =>
    fc.tuple(
      fc.constant(at.toSorted((a, b) => a - b)),
      fc.array(fc.constantFrom(0, 80_000, 90_000, 95_000, 100_000, 100_000.5, 120_000), { minLength: 5, maxLength: 5 }),
    ),
  )
  .map(([at, eur]) =>
    at
      .map((n, index) => ({ at: day(n), eur: eur[index] ?? 0 }))
      .filter((price, index, all) => price.eur !== all[index - 1]?.eur),
  );

const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((some) => some.join(' '));

const listing = fc.record({
  name: text,
  description: text,
  street_address: fc.constantFrom('1 rue de la Mer', '2 Hauptstraße'),
  city: fc.constantFrom(...cities),
  country: fc.constantFrom(...countries),
  postal_code: fc.constantFrom(...postalCodes),
  building_type: fc.constantFrom(...types),
  surface_area_m2: fc.constantFrom(0, 25, 50, 50.5, 75, 100),
  rooms_count: fc.integer({ min: 1, max: 4 }),
  bedrooms_count: fc.integer({ min: 0, max: 3 }),
  path,
});

/** Writes a book of listings whose members often have the same values. The same seed makes the same book. */
export async function writeBook({ sql, connect }: TestDatabase, size: number, seed: number): Promise<BookListing[]> {
  const drawn = fc.sample(listing, { numRuns: size, seed });
  const rows = drawn.map((one, n) => ({ ...one, reference: n % 3 === 0 ? `ref ${n}` : null }));
  const client = await connect();
  await client.query("BEGIN; SET LOCAL app.backdate = 'on'");
  for (const { path, ...row } of rows) {
    const [first, ...later] = path;
    const columns = { ...row, price: first?.eur, created_date: first?.at, updated_date: first?.at };
    const names = Object.keys(columns).join(', ');
    const { rows: made } = await client.query(
      `INSERT INTO listing (${names}) SELECT ${names} FROM jsonb_populate_record(NULL::listing, $1) RETURNING id`,
      [JSON.stringify(columns)],
    );
    for (const { at, eur } of later) {
      await client.query('UPDATE listing SET price = $2, updated_date = $3 WHERE id = $1', [made[0].id, eur, at]);
    }
  }
  await client.query('COMMIT; ANALYZE');
  await client.end();
  const ids = await sql<{ id: number }>('SELECT id FROM listing ORDER BY id');
  return rows.map(({ path, ...row }, n) => ({
    ...row,
    path,
    id: ids[n]?.id ?? 0,
    created: path[0]?.at ?? '',
    updated: path.at(-1)?.at ?? '',
  }));
}
