import { resolve } from 'node:path';
import { AppError } from './errors.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type Config = Readonly<{
  host: string;
  port: number;
  /** None: an embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  /** Absolute path of the folder that holds the embedded database. */
  dataDir: string;
  /** Whether an empty embedded database is filled with demo listings. */
  demo: boolean;
  /** Whether writes to a listing have to name its version. */
  requireIfMatch: boolean;
  logLevel: LogLevel;
}>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings from environment variables; an empty variable counts as unset.
 * @throws AppError `misconfigured`, naming every wrong variable at once.
 */
export function loadConfig(env: Environment = process.env): Config {
  const problems: string[] = [];
  const setting = <T>(name: string, fallback: T, parse: (text: string) => T | undefined, expected: string): T => {
    const text = env[name];
    if (text === undefined || text === '') return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    const given = name === 'DATABASE_URL' ? '' : `; it is ${JSON.stringify(text)}`; // a URL may hold a password
    problems.push(`${name} must be ${expected}${given}`);
    return fallback;
  };
  const config: Config = Object.freeze({
    host: setting(
      'HOST',
      '127.0.0.1',
      (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
      'a host name or address',
    ),
    port: setting('PORT', 3000, parsePort, 'a port number from 0 to 65535'),
    databaseUrl: setting<string | undefined>(
      'DATABASE_URL',
      undefined,
      parseDatabaseUrl,
      'a URL such as postgres://user:password@host:5432/database',
    ),
    dataDir: setting('DATA_DIR', resolve('.pricetrail'), (text) => resolve(text), 'a folder'),
    demo: setting('DEMO', true, parseSwitch, '0 or 1'),
    requireIfMatch: setting('REQUIRE_IF_MATCH', false, parseSwitch, '0 or 1'),
    logLevel: setting<LogLevel>(
      'LOG_LEVEL',
      'info',
      (text) => logLevels.find((level) => level === text),
      `one of ${logLevels.join(', ')}`,
    ),
  });
  if (problems.length > 0) throw new AppError('misconfigured', problems.join('\n'));
  return config;
}

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function parseDatabaseUrl(text: string): string | undefined {
  return /^postgres(ql)?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : undefined;
}

function parseSwitch(text: string): boolean | undefined {
  return text === '1' ? true : text === '0' ? false : undefined;
}
