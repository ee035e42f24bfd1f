import { choiceSetting, type Setting } from './setting.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** What it tells of itself. */
export type TellingSettings = {
  logLevel: LogLevel;
};

export function tellingSettings(setting: Setting): TellingSettings {
  return {
    logLevel: choiceSetting(setting, 'LOG_LEVEL', {
      ...{ fallback: 'info', choices: logLevels, expected: `one of ${logLevels.join(', ')}` },
    }),
  };
}
