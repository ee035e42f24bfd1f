import { loadConfig } from '../src/config/config.ts';
import { AppError } from '../src/errors.ts';

/** The settings of the service that may be given, by the names of their options. All others follow from the stack. */
export const settingNames = {
  anonymousRole: 'ANONYMOUS_ROLE',
  authIssuer: 'AUTH_ISSUER',
  authAudience: 'AUTH_AUDIENCE',
  authRolesClaim: 'AUTH_ROLES_CLAIM',
  corsOrigins: 'CORS_ORIGINS',
} as const;

export type SettingName = keyof typeof settingNames;

/** What the service would end with, in the words of who gives options. */
export function settingProblems(settings: Readonly<Record<string, string>>): string[] {
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
