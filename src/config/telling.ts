import { parsePort } from './listening.ts';
import { choiceSetting, type Setting, switchSetting } from './setting.ts';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

const logFormats = ['json', 'pretty'] as const;

/** What it tells of itself. */
export type TellingSettings = {
  logLevel: LogLevel;
  /** None: for eyes on a terminal, JSON elsewhere. */
  logFormat: (typeof logFormats)[number] | undefined;
  /** Where its metrics are told, on HOST; none: nowhere. */
  metricsPort: number | undefined;
  /** Where a collector takes traces, a URL; none: there are none. */
  tracesEndpoint: string | undefined;
  /** What the service is called there. */
  serviceName: string;
  /** Which share of requests is traced that are no part of a trace yet, from 0 to 1. */
  tracesRatio: number;
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
    ...tracesSettings(setting),
    logRequests: switchSetting(setting, 'LOG_REQUESTS', false),
  };
}

/** The names are those that every service with OpenTelemetry has. */
function tracesSettings(setting: Setting): Pick<TellingSettings, 'tracesEndpoint' | 'serviceName' | 'tracesRatio'> {
  return {
    tracesEndpoint: setting<string | undefined>(
      'OTEL_EXPORTER_OTLP_ENDPOINT',
      undefined,
      (text) => (/^https?:\/\/\S+$/.test(text) && URL.canParse(text) ? text : undefined),
      'a URL such as http://localhost:4318',
    ),
    serviceName: setting('OTEL_SERVICE_NAME', 'pricetrail', (text) => text, 'a name'),
    tracesRatio: setting('OTEL_TRACES_SAMPLER_ARG', 1, parseRatio, 'a number from 0 to 1, such as 0.1'),
  };
}

function parseRatio(text: string): number | undefined {
  return /^(0(\.\d+)?|1(\.0+)?)$/.test(text) ? Number(text) : undefined;
}
