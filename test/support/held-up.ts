import type { TestDatabase } from './test-database.ts';

/** Lets no import note another batch while something is done. */
export async function holdingImports<T>(
  { connect }: Pick<TestDatabase, 'connect'>,
  work: () => Promise<T>,
): Promise<T> {
  const client = await connect();
  try {
    await client.query('BEGIN; LOCK TABLE import_part IN SHARE MODE');
    return await work();
  } finally {
    await client.end();
  }
}
