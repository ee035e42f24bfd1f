import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { toAppError } from './sqlstate.ts';

const folder = fileURLToPath(new URL('../../migrations', import.meta.url));
const table = 'pricetrail_migration';

export type MigrateOptions = {
  url: string;
  direction: 'up' | 'down';
  /** How many; all up, one down by default. */
  count?: number;
  /** Told in a line what was done, and what the migrations themselves have to say. */
  log?: (line: string) => void;
};

/**
 * Brings the schema up to date, or back. Several instances may start at once: an advisory lock lets one migrate while
 * the others wait. All is done in one transaction.
 * @returns the names of the migrations that were run.
 */
export async function migrate({ url, direction, count, log = () => {} }: MigrateOptions): Promise<string[]> {
  return await withClient(url, async (client) => {
    client.on('notice', (notice) => log(String(notice.message)));
    await client.query('SET client_min_messages = warning');
    const done = await runner({
      dbClient: client,
      ...{ dir: folder, migrationsTable: table, direction, advisoryLockMode: 'wait' },
      ...(count === undefined ? {} : { count }),
      logger: { debug: () => {}, info: () => {}, warn: log, error: () => {} },
    });
    return done.map((migration) => migration.name);
  });
}

export type MigrationState = { name: string; appliedAt: Date | undefined };

/** Every migration there is, in order, and when it was run. */
export async function migrationStatus(url: string): Promise<MigrationState[]> {
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''));
  const applied = await withClient(url, async (client) => {
    const present = await client.query('SELECT to_regclass($1) IS NOT NULL AS ok', [table]);
    if (!present.rows[0].ok) return [];
    return (await client.query(`SELECT name, run_on AS "appliedAt" FROM ${table}`)).rows;
  });
  const at = new Map<string, Date>(applied.map((row) => [row.name, row.appliedAt]));
  return names.sort().map((name) => ({ name, appliedAt: at.get(name) }));
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'pricetrail migrate',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => {}); // the statement under way fails as well
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw toAppError(error);
  } finally {
    await client.end();
  }
}
