import type { Config } from '../config/config.ts';

/** Which database the settings name, for people: without credentials. */
export function databaseName({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): string {
  return databaseUrl === undefined ? `embedded PostgreSQL in ${dataDir}` : 'PostgreSQL of DATABASE_URL';
}
