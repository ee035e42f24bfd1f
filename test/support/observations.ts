import { Readable } from 'node:stream';
import { importObservations } from '../../src/exchange/import-observations.ts';
import { type ImportOptions, type ImportReport, reasonOf } from '../../src/exchange/import-report.ts';
import { someListing } from './listings.ts';
import type { TestDatabase } from './test-database.ts';

/** A line of an import file. */
export function observationLine(
  reference: string,
  observedAt: string,
  overrides: Record<string, unknown> = {},
): string {
  return JSON.stringify({ reference, observed_at: observedAt, ...someListing(), ...overrides });
}

export type Imported = ImportReport & { reasons: string[] };

/** Imports lines, given as text or bytes, a chunk each. */
export async function importLines(
  database: TestDatabase,
  lines: readonly (string | Buffer)[],
  options: ImportOptions = {},
): Promise<Imported> {
  const chunks = lines.map((line) => (typeof line === 'string' ? Buffer.from(`${line}\n`) : line));
  const reasons: string[] = [];
  const report = await importObservations(database.db, Readable.from(chunks), {
    onRefused: (line, error) => reasons.push(`${line}: ${reasonOf(error)}`),
    ...options,
  });
  return { ...report, reasons };
}

/** Everything that an import may write, without what the clock alone decides. */
export async function bookOf(database: TestDatabase): Promise<unknown[]> {
  return await database.sql(
    `SELECT reference, name, description, building_type, street_address, postal_code, city, country, surface_area_m2,
       rooms_count, bedrooms_count, price, contact_phone_number, created_date, updated_date, version,
       (SELECT json_agg(json_build_array(effective_at, price_eur) ORDER BY effective_at, recorded_at)
        FROM listing_price WHERE listing_id = id) AS prices
     FROM listing ORDER BY reference`,
  );
}
