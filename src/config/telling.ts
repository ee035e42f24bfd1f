import { parsePort } from './listening.ts';
import { choiceSetting, type Setting, switchSetting } from './setting.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const logFormats = ['json', 'pretty'] as const;

/** What it tells of itself. */
export type TellingSettings = {
  logLevel: LogLevel;
  /** None: for eyes on a terminal, JSON elsewhere. */
  logFormat: (typeof logFormats)[number] | undefined;
  /** Where its metrics are told, on HOST; none: nowhere. */
  metricsPort: number | undefined;
  /** Whether each answer is a line of the log. */
  logRequests: boolean;
};

export function tellingSettings(setting: Setting): TellingSettings {
  return {
    logLevel: choiceSetting(setting, 'LOG_LEVEL', {
      ...{ fallback: 'info', choices: logLevels, expected: `one of ${logLevels.join(', ')}` },
    }),
    logFormat: setting<TellingSettings['logFormat']>(
      'LOG_FORMAT',
      undefined,
      (text) => logFormats.find((format) => format === text),
      'json or pretty',
    ),
    metricsPort: setting<number | undefined>('METRICS_PORT', undefined, parsePort, 'a port number from 0 to 65535'),
    logRequests: switchSetting(setting, 'LOG_REQUESTS', false),
  };
}
