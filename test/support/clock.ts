import type { TestDatabase } from './test-database.ts';

/** Sets the one clock of history, that of the database, to an instant; it stands still there. */
export async function setClock(database: TestDatabase, instant: string): Promise<void> {
  await database.sql(`CREATE OR REPLACE FUNCTION listing_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    $$ SELECT timestamptz '${instant}' $$`);
}
