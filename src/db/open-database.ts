import type { Config } from '../config/config.ts';
import type { AppError } from '../errors.ts';
import { attachEmbeddedDatabase } from './embedded/embedded-database.ts';

export type OpenedDatabase = {
  url: string;
  /** Whether it is the one in DATA_DIR. */
  embedded: boolean;
  /** Settles when the database is lost for good to another `serve`. */
  lost: Promise<AppError>;
  /** Call it when every connection is closed: an embedded server that nobody uses any more stops. */
  release(): Promise<void>;
};

export type OpenOptions = {
  serveAs?: string;
  onRestart?: (message: string) => void;
  /** Fails where DATA_DIR has no database yet, rather than making one. */
  existing?: boolean;
};

/**
 * The database that the settings name: that of DATABASE_URL, else the embedded one in DATA_DIR, started if need be.
 * @throws AppError `conflict`, `misconfigured`, `unavailable`
 */
export async function openDatabase(config: Config, options: OpenOptions = {}): Promise<OpenedDatabase> {
  if (config.databaseUrl !== undefined) {
    return { url: config.databaseUrl, embedded: false, lost: new Promise(() => {}), release: async () => {} };
  }
  return { embedded: true, ...(await attachEmbeddedDatabase({ dataDir: config.dataDir, ...options })) };
}
