import type { Config } from '../config.ts';
import { Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { type OpenedDatabase, type OpenOptions, openDatabase } from '../db/open-database.ts';

/** Opens the database of the settings, brings its schema up to date, and closes it after the work. */
export async function withDatabase<T>(
  config: Config,
  work: (db: Database, opened: OpenedDatabase) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const opened = await openDatabase(config, options);
  try {
    const ran = await migrate({ url: opened.url, direction: 'up', log: print });
    for (const name of ran) print(`Migrated: ${name}`);
    const db = new Database({ url: opened.url });
    try {
      return await work(db, opened);
    } finally {
      await db.close();
    }
  } finally {
    await opened.release();
  }
}

function print(line: string): void {
  process.stderr.write(`${line}\n`);
}
