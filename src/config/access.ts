import { isLoopback, type ListeningSettings } from './listening.ts';
import { choiceSetting, type Setting } from './setting.ts';

export type AccessSettings = {
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
  /** Whether each process counts that by itself, or all of them together in the database or in Redis. */
  rateLimitStore: 'memory' | 'postgres' | 'redis';
  /** Where that Redis is, a URL. */
  redisUrl: string | undefined;
  /** How many proxies in front of it say who asks. */
  trustProxy: number;
};

export function accessSettings(setting: Setting): AccessSettings {
  return {
    anonymousRole: choiceSetting(setting, 'ANONYMOUS_ROLE', {
      ...{ fallback: 'reader', choices: ['reader', 'none'], expected: 'reader or none' },
    }),
    ...issuerSettings(setting),
    corsOrigins: setting<readonly string[]>(
      'CORS_ORIGINS',
      [],
      parseOrigins,
      'origins with commas, such as https://www.example.org,https://admin.example.org',
    ),
    rateLimit: setting<AccessSettings['rateLimit']>(
      'RATE_LIMIT',
      undefined,
      parseRate,
      'a number of requests and of seconds from 1 to 999999, such as 600/60',
    ),
    rateLimitStore: choiceSetting(setting, 'RATE_LIMIT_STORE', {
      ...{ fallback: 'memory', choices: ['memory', 'postgres', 'redis'], expected: 'memory, postgres or redis' },
    }),
    redisUrl: setting<string | undefined>(
      'REDIS_URL',
      undefined,
      parseRedisUrl,
      'a URL such as rediss://user:password@host:6379/0',
    ),
    trustProxy: setting(
      'TRUST_PROXY',
      0,
      (text) => (/^(\d|10)$/.test(text) ? Number(text) : undefined),
      'the number of proxies in front, from 0 to 10',
    ),
  };
}

function issuerSettings(setting: Setting): Pick<AccessSettings, 'authIssuer' | 'authAudience' | 'authRolesClaim'> {
  return {
    authIssuer: setting<string | undefined>(
      'AUTH_ISSUER',
      undefined,
      parseIssuer,
      'a URL such as https://login.example.org/realms/homes; http is taken of this machine alone',
    ),
    authAudience: setting<string | undefined>(
      'AUTH_AUDIENCE',
      undefined,
      parseName,
      'what tokens for this service name as their audience, such as pricetrail',
    ),
    authRolesClaim: setting(
      'AUTH_ROLES_CLAIM',
      'roles',
      parseName,
      'the name of a claim, such as roles or realm_access.roles',
    ),
  };
}

/** What does not go together. A token for another service of the same issuer is none for this one. */
export function accessProblems({
  authIssuer,
  authAudience,
  anonymousRole,
  cacheControl,
  rateLimitStore,
  redisUrl,
}: AccessSettings & { cacheControl: string }): string[] {
  const isStored = anonymousRole === 'none' && /\b(public|s-maxage|must-revalidate)\b/i.test(cacheControl);
  return [
    ...(authIssuer !== undefined && authAudience === undefined ? ['AUTH_AUDIENCE must be set with AUTH_ISSUER'] : []),
    ...(authIssuer === undefined && authAudience !== undefined ? ['AUTH_ISSUER must be set with AUTH_AUDIENCE'] : []),
    ...(rateLimitStore === 'redis' && redisUrl === undefined
      ? ['REDIS_URL must be set with RATE_LIMIT_STORE=redis']
      : []),
    ...(isStored
      ? [
          'CACHE_CONTROL must have none of public, s-maxage and must-revalidate with ANONYMOUS_ROLE=none: shared caches would give to anybody what somebody read with a key',
        ]
      : []),
  ];
}

/** Whether only this machine reaches the service: no proxy of it leads there from elsewhere either. */
export function isOnlyHere({ host, trustProxy }: Pick<ListeningSettings & AccessSettings, 'host' | 'trustProxy'>) {
  return isLoopback(host) && trustProxy === 0;
}

/** All origins would be every page that somebody with a key looks at. */
function parseOrigins(text: string): readonly string[] | undefined {
  const origins = text.split(',').map((origin) => origin.trim());
  const isOrigin = (origin: string) =>
    /^https?:/.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin;
  return origins.every(isOrigin) ? origins : undefined;
}

function parseRate(text: string): AccessSettings['rateLimit'] {
  const [, requests, seconds] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(text) ?? [];
  return requests === undefined ? undefined : { requests: Number(requests), seconds: Number(seconds) };
}

function parseRedisUrl(text: string): string | undefined {
  return /^rediss?:\/\/[^\s/?#]+(\/\d{0,4})?$/.test(text) && URL.canParse(text) ? text : undefined;
}

function parseIssuer(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, username, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && username === '' && search === '' && hash === '' ? text : undefined;
}

function parseName(text: string): string | undefined {
  return /^[\x21-\x7e]{1,200}$/.test(text) ? text : undefined;
}
