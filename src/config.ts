import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from './errors.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export type Config = Readonly<{
  host: string;
  port: number;
  /** None: an embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | undefined;
  /** None: the database of `databaseUrl` answers every read. */
  databaseReadUrl: string | undefined;
  /** How far behind the replica may be, in seconds. */
  databaseReadLag: number;
  /** Absolute path of the folder that holds the embedded database. */
  dataDir: string;
  /** Where the figures of the market are: the absolute path of a folder, or a URL such as `s3://bucket/prefix`. */
  lakeUrl: string;
  /** Whether an empty embedded database is filled with demo listings. */
  demo: boolean;
  /** How many processes answer requests. */
  workers: number;
  /** How many connections to the database all of them open together, at most. */
  databaseConnections: number;
  /** What who names nobody may do. */
  anonymousRole: 'reader' | 'none';
  /** The issuer of OpenID Connect whose tokens are taken, a URL. None: keys alone are. */
  authIssuer: string | undefined;
  /** Whom its tokens have to be meant for. */
  authAudience: string | undefined;
  /** The claim of its tokens that holds roles; a dot leads into an object. */
  authRolesClaim: string;
  /** The origins whose pages may read and write, as browsers name them. */
  corsOrigins: readonly string[];
  /** How often each client may ask; none: as often as it likes. */
  rateLimit: { requests: number; seconds: number } | undefined;
  /** Whether each process counts that by itself, or all of them together in the database. */
  rateLimitStore: 'memory' | 'postgres';
  /** How many proxies in front of it say who asks. */
  trustProxy: number;
  /** For how long, in seconds, it goes on after it was told to stop, while others are told to ask elsewhere. */
  shutdownDelay: number;
  /** For how long, in seconds, the answers under way are then waited for. */
  shutdownTimeout: number;
  /** Whether writes to a listing have to name its version. */
  requireIfMatch: boolean;
  /** Cache-Control of reads of what is now. */
  cacheControl: string;
  logLevel: LogLevel;
  /** How many threads work out figures of the market, and make the lake. */
  marketThreads: number;
  /** How much memory they take, in MiB; what is more is put on disk. */
  marketMemory: number;
  /** How long a question about the market may take, in seconds. */
  marketTimeLimit: number;
  /** How many such questions are worked on at once. */
  marketConcurrency: number;
  /** 32 bytes in base64, with which the secrets of webhooks are stored. None: there are no webhooks. */
  secretsKey: string | undefined;
  /** Whether webhooks may lead to this machine and its network, and be unencrypted. */
  webhookAllowPrivate: boolean;
  /** What a relay proves with who it is, before what its address says. */
  relayUser: string | undefined;
  relayPassword: string | undefined;
  relayToken: string | undefined;
}>;

/** A process needs two connections for quick reads, one for searches and one for writes. */
const fewestEach = 4;
/** Where there are several, the one that watches over them now and then needs one too. */
const ofPrimary = (workers: number) => (workers > 1 ? 1 : 0);

/** How many of `connections` each of the workers may open. */
export function connectionsEach({
  workers,
  databaseConnections,
}: Pick<Config, 'workers' | 'databaseConnections'>): number {
  return Math.floor((databaseConnections - ofPrimary(workers)) / workers);
}

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
    const given = /_(URL|KEY)$/.test(name) ? '' : `; it is ${JSON.stringify(text)}`; // a URL may hold a password
    problems.push(`${name} must be ${expected}${given}`);
    return fallback;
  };
  const databaseConnections = setting(
    'DATABASE_CONNECTIONS',
    20,
    (text) => parseCount(text, { from: fewestEach, to: 10_000 }),
    `a whole number from ${fewestEach} to 10000`,
  );
  const workers = setting(
    'WORKERS',
    1,
    (text) => (text === 'auto' ? workersFor(databaseConnections) : parseCount(text, { from: 1, to: 256 })),
    'a whole number from 1 to 256, or auto',
  );
  if (connectionsEach({ workers, databaseConnections }) < fewestEach) {
    const needed = workers * fewestEach + ofPrimary(workers);
    problems.push(
      `DATABASE_CONNECTIONS must be ${needed} or more for WORKERS=${workers}; it is ${databaseConnections}`,
    );
  }
  const dataDir = setting('DATA_DIR', resolve('.pricetrail'), (text) => resolve(text), 'a folder');
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
    databaseReadUrl: setting<string | undefined>(
      'DATABASE_READ_URL',
      undefined,
      parseDatabaseUrl,
      'a URL such as postgres://user:password@host:5432/database',
    ),
    databaseReadLag: setting(
      'DATABASE_READ_LAG',
      10,
      (text) => parseCount(text, { from: 3, to: 86_400 }),
      'a whole number of seconds from 3 to 86400',
    ),
    dataDir,
    lakeUrl: setting(
      'LAKE_URL',
      join(dataDir, 'lake'),
      parseLakeUrl,
      'a folder, or a URL such as s3://bucket/prefix, without credentials',
    ),
    demo: setting('DEMO', true, parseSwitch, '0 or 1'),
    ...{ workers, databaseConnections },
    ...accessSettings(setting),
    shutdownDelay: setting(
      'SHUTDOWN_DELAY',
      0,
      (text) => parseCount(text, { from: 0, to: 600 }),
      'a whole number of seconds from 0 to 600',
    ),
    shutdownTimeout: setting(
      'SHUTDOWN_TIMEOUT',
      10,
      (text) => parseCount(text, { from: 1, to: 600 }),
      'a whole number of seconds from 1 to 600',
    ),
    requireIfMatch: setting('REQUIRE_IF_MATCH', false, parseSwitch, '0 or 1'),
    cacheControl: setting(
      'CACHE_CONTROL',
      'no-cache',
      (text) => (isCacheControl(text) ? text : undefined),
      'directives such as no-cache or public, max-age=60, stale-while-revalidate=30',
    ),
    logLevel: setting<LogLevel>(
      'LOG_LEVEL',
      'info',
      (text) => logLevels.find((level) => level === text),
      `one of ${logLevels.join(', ')}`,
    ),
    ...marketSettings(setting),
    secretsKey: setting<string | undefined>('SECRETS_KEY', undefined, parseKey, '32 bytes in base64'),
    webhookAllowPrivate: setting('WEBHOOK_ALLOW_PRIVATE', false, parseSwitch, '0 or 1'),
    relayUser: env.RELAY_USER || undefined,
    relayPassword: env.RELAY_PASSWORD || undefined,
    relayToken: env.RELAY_TOKEN || undefined,
  });
  if (config.databaseReadUrl !== undefined && config.databaseUrl === undefined) {
    problems.push(
      'DATABASE_READ_URL must be a replica of DATABASE_URL, which is not set: the embedded database has none',
    );
  }
  problems.push(...accessProblems(config));
  if (problems.length > 0) throw new AppError('misconfigured', problems.join('\n'));
  return config;
}

type Setting = <T>(name: string, fallback: T, parse: (text: string) => T | undefined, expected: string) => T;
type AccessSettings = Pick<
  Config,
  | 'anonymousRole'
  | 'authIssuer'
  | 'authAudience'
  | 'authRolesClaim'
  | 'corsOrigins'
  | 'rateLimit'
  | 'rateLimitStore'
  | 'trustProxy'
>;

function accessSettings(setting: Setting): AccessSettings {
  return {
    anonymousRole: setting<Config['anonymousRole']>(
      'ANONYMOUS_ROLE',
      'reader',
      (text) => (text === 'reader' || text === 'none' ? text : undefined),
      'reader or none',
    ),
    authIssuer: setting<string | undefined>(
      'AUTH_ISSUER',
      undefined,
      parseIssuer,
      'a URL such as https://login.example.org/realms/homes; http is taken of this machine alone',
    ),
    authAudience: setting<string | undefined>(
      'AUTH_AUDIENCE',
      undefined,
      (text) => (/^[\x21-\x7e]{1,200}$/.test(text) ? text : undefined),
      'what tokens for this service name as their audience, such as pricetrail',
    ),
    authRolesClaim: setting(
      'AUTH_ROLES_CLAIM',
      'roles',
      (text) => (/^[\x21-\x7e]{1,200}$/.test(text) ? text : undefined),
      'the name of a claim, such as roles or realm_access.roles',
    ),
    corsOrigins: setting<readonly string[]>(
      'CORS_ORIGINS',
      [],
      parseOrigins,
      'origins with commas, such as https://www.example.org,https://admin.example.org',
    ),
    rateLimit: setting<Config['rateLimit']>(
      'RATE_LIMIT',
      undefined,
      parseRate,
      'a number of requests and of seconds from 1 to 999999, such as 600/60',
    ),
    rateLimitStore: setting<Config['rateLimitStore']>(
      'RATE_LIMIT_STORE',
      'memory',
      (text) => (text === 'memory' || text === 'postgres' ? text : undefined),
      'memory or postgres',
    ),
    trustProxy: setting(
      'TRUST_PROXY',
      0,
      (text) => parseCount(text, { from: 0, to: 10 }),
      'the number of proxies in front, from 0 to 10',
    ),
  };
}

/** A token for another service of the same issuer is none for this one. */
function accessProblems({ authIssuer, authAudience, anonymousRole, cacheControl }: Config): string[] {
  const isStored = anonymousRole === 'none' && /\b(public|s-maxage|must-revalidate)\b/i.test(cacheControl);
  return [
    ...(authIssuer !== undefined && authAudience === undefined ? ['AUTH_AUDIENCE must be set with AUTH_ISSUER'] : []),
    ...(authIssuer === undefined && authAudience !== undefined ? ['AUTH_ISSUER must be set with AUTH_AUDIENCE'] : []),
    ...(isStored
      ? [
          'CACHE_CONTROL must have none of public, s-maxage and must-revalidate with ANONYMOUS_ROLE=none: shared caches would give to anybody what somebody read with a key',
        ]
      : []),
  ];
}

/** All origins would be every page that somebody with a key looks at. */
function parseOrigins(text: string): readonly string[] | undefined {
  const origins = text.split(',').map((origin) => origin.trim());
  const isOrigin = (origin: string) =>
    /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
  return origins.every(isOrigin) ? origins : undefined;
}

function parseRate(text: string): Config['rateLimit'] {
  const [, requests, seconds] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  return requests === undefined ? undefined : { requests: Number(requests), seconds: Number(seconds) };
}

function parseIssuer(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && search === '' && hash === '' ? text : undefined;
}

/** Whether only this machine reaches the service: no proxy of it leads there from elsewhere either. */
export function isOnlyHere({ host, trustProxy }: Pick<Config, 'host' | 'trustProxy'>): boolean {
  return isLoopback(host) && trustProxy === 0;
}

/** Whether it is an address of this machine that no other reaches. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host) || host === '::1' || host === '[::1]';
}

type MarketSettings = Pick<Config, 'marketThreads' | 'marketMemory' | 'marketTimeLimit' | 'marketConcurrency'>;

function marketSettings(setting: Setting): MarketSettings {
  const count = (name: string, fallback: number, range: { from: number; to: number; of?: string }) => {
    const { from, to, of = '' } = range;
    return setting(
      name,
      fallback,
      (text) => parseCount(text, { from, to }),
      `a whole number${of} from ${from} to ${to}`,
    );
  };
  return {
    marketThreads: count('MARKET_THREADS', availableParallelism(), { from: 1, to: 256 }),
    marketMemory: count('MARKET_MEMORY', 512, { from: 128, to: 999_999, of: ' of MiB' }),
    marketTimeLimit: count('MARKET_TIME_LIMIT', 10, { from: 1, to: 3_600, of: ' of seconds' }),
    marketConcurrency: count('MARKET_CONCURRENCY', halfOf(availableParallelism()), { from: 1, to: 64 }),
  };
}

/** The other half is there for those who read listings meanwhile. */
function halfOf(processors: number): number {
  return Math.max(1, Math.floor(processors / 2));
}

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}

function parseKey(text: string): string | undefined {
  return /^[\w+/-]{43}=?$/.test(text) ? text : undefined;
}

function parseDatabaseUrl(text: string): string | undefined {
  return /^postgres(ql)?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : undefined;
}

/** Any other URL, and what was meant to be one, is no folder. */
function parseLakeUrl(text: string): string | undefined {
  if (!/^(s3:|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)) return resolve(text);
  const isS3 = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/(?!\.\.?(\/|$))[\w.-]+)*\/?$/.test(text);
  return isS3 ? text.replace(/\/$/, '') : undefined;
}

/**
 * Whether it is a list of the directives for responses of RFC 9111, 5.2.2, and RFC 5861. Caches ignore what they do not
 * know, a misspelt no-cache too. What is now is never immutable.
 */
function isCacheControl(text: string): boolean {
  const timed = '(?:max-age|s-maxage|stale-while-revalidate|stale-if-error)=[0-9]{1,9}';
  const bare = 'public|private|no-cache|no-store|no-transform|must-revalidate|proxy-revalidate|must-understand';
  const any = `(?:${timed}|${bare})`;
  return new RegExp(`^${any}(?: *, *${any})*$`, 'i').test(text);
}

function parseSwitch(text: string): boolean | undefined {
  return text === '1' ? true : text === '0' ? false : undefined;
}

function parseCount(text: string, { from, to }: { from: number; to: number }): number | undefined {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  return count >= from && count <= to ? count : undefined;
}

/** One for each processor, as far as the connections go. */
function workersFor(databaseConnections: number): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor((databaseConnections - 1) / fewestEach)));
}
