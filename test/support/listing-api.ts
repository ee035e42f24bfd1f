import { migrate, migrationStatus } from '../../src/db/migrate.ts';
import type { TestDatabase } from './test-database.ts';

/** The only table of a ListingAPI. */
export const listingApiTable = `CREATE TABLE public.listing (
  id serial PRIMARY KEY,
  name varchar NOT NULL,
  description varchar NOT NULL,
  building_type varchar NOT NULL,
  street_address varchar NOT NULL,
  postal_code varchar NOT NULL,
  city varchar NOT NULL,
  country varchar NOT NULL,
  surface_area_m2 double precision NOT NULL,
  rooms_count integer NOT NULL,
  bedrooms_count integer NOT NULL,
  price double precision NOT NULL,
  contact_phone_number varchar,
  created_date timestamp without time zone,
  updated_date timestamp without time zone
)`;

/** Runs every migration that has not been run. @returns what there was to say. */
export async function migrateUp({ url }: TestDatabase): Promise<string[]> {
  const said: string[] = [];
  await migrate({ url, direction: 'up', log: (line) => said.push(line) });
  return said;
}

/** Takes every migration back. */
export async function migrateDown({ url }: TestDatabase): Promise<void> {
  await migrate({ url, direction: 'down', count: (await migrationStatus(url)).length });
}
