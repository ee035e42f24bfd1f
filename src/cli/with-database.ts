import type { Config } from '../config/config.ts';
import { Database, type DatabaseOptions } from '../db/database.ts';
import { type MigrateOptions, migrate, migrationStatus } from '../db/migrate.ts';
import { type OpenedDatabase, type OpenOptions, openDatabase } from '../db/open-database.ts';
import { AppError } from '../errors.ts';

export type WithDatabaseOptions = OpenOptions & {
  /** How many connections of each kind there may be. */
  connections?: Partial<DatabaseOptions>;
  /** Told of each migration that was run, and of what it says. @default standard error */
  onMigrated?: (line: string) => void;
  /** Ends bringing it up to date; its reason is thrown. */
  stop?: MigrateOptions['stop'];
};

/**
 * Opens the database of the settings, brings its schema up to date, and closes it after the work.
 * @param options with `existing` the database has to be there, and its schema is left as it is.
 */
export async function withDatabase<T>(
  config: Config,
  work: (db: Database, opened: OpenedDatabase) => Promise<T>,
  options: WithDatabaseOptions = {},
): Promise<T> {
  const opened = await openDatabase(config, options);
  try {
    await (options.existing ? checkSchema(opened.url) : updateSchema(opened.url, options));
    const db = new Database({ url: opened.url, ...options.connections });
    try {
      return await work(db, opened);
    } finally {
      await db.close();
    }
  } finally {
    await opened.release();
  }
}

async function updateSchema(
  url: string,
  { onMigrated: tell = print, stop }: Pick<WithDatabaseOptions, 'onMigrated' | 'stop'>,
): Promise<void> {
  for (const name of await migrate({ url, direction: 'up', log: tell, stop })) tell(`Migrated: ${name}`);
}

async function checkSchema(url: string): Promise<void> {
  const missing = (await migrationStatus(url)).filter(({ appliedAt }) => appliedAt === undefined);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(', ');
  throw new AppError('misconfigured', `The database has not been migrated: pricetrail migrate up would run ${names}.`);
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}
