import { loadConfig } from '../src/config/config.ts';
import type { Environment } from '../src/config/setting.ts';
import { AppError } from '../src/errors.ts';

/** The settings of the service that may be given, by the names of their options. All others follow from the stack. */
export const settingNames = {
  anonymousRole: 'ANONYMOUS_ROLE',
  authIssuer: 'AUTH_ISSUER',
  authAudience: 'AUTH_AUDIENCE',
  authRolesClaim: 'AUTH_ROLES_CLAIM',
  corsOrigins: 'CORS_ORIGINS',
  rateLimit: 'RATE_LIMIT',
  rateLimitStore: 'RATE_LIMIT_STORE',
  requireIfMatch: 'REQUIRE_IF_MATCH',
  cacheControl: 'CACHE_CONTROL',
  marketTimeLimit: 'MARKET_TIME_LIMIT',
  logLevel: 'LOG_LEVEL',
  logRequests: 'LOG_REQUESTS',
} as const;

export type SettingName = keyof typeof settingNames;

/** The names of all settings of the service: those that are no option cannot be given. */
export function allSettings(): ReadonlySet<string> {
  const asked = new Set<string>();
  const get = (_: Environment, name: string | symbol) => void asked.add(String(name));
  loadConfig(new Proxy<Environment>({}, { get }));
  return asked;
}

/** What the service would end with, in the words of who gives options. */
export function settingProblems(settings: Readonly<Record<string, string>>): string[] {
  const { RATE_LIMIT_STORE: store, ...others } = settings;
  if (store === 'redis') {
    return ['rateLimitStore must be memory or postgres: there is no Redis here', ...settingProblems(others)];
  }
  try {
    loadConfig(settings);
    return [];
  } catch (error) {
    if (error instanceof AppError) return inOptions(error.message).split('\n');
    throw error;
  }
}

function inOptions(text: string): string {
  return Object.entries(settingNames).reduce(
    (told, [option, setting]) => told.replaceAll(new RegExp(`\\b${setting}\\b`, 'g'), option),
    text,
  );
}
