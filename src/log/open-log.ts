import { type DestinationStream, type Logger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';
import type { TellingSettings } from '../config/telling.ts';
import { errorFacts } from './error-facts.ts';

/** What the service tells whoever runs it, a line each, on standard output. */
export type Log = Logger;

export type LogOptions = Pick<TellingSettings, 'logLevel' | 'logFormat'> & {
  /** @default standard output */
  to?: DestinationStream;
};

/** Whether lines are for eyes: as it is set, else where they go to a terminal. */
export function isForEyes({ logFormat }: Pick<TellingSettings, 'logFormat'>): boolean {
  return logFormat === 'pretty' || (logFormat === undefined && process.stdout.isTTY === true);
}

/** A line is a JSON object with `time` (ISO 8601, UTC), `level`, `pid`, `msg` and its facts, or for eyes a line in colour. */
export async function openLog({ logLevel, logFormat, to }: LogOptions): Promise<Log> {
  const options: LoggerOptions = {
    level: logLevel,
    base: { pid: process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    serializers: { err: (failure: unknown) => errorFacts(failure) },
  };
  if (to) return pino(options, to);
  return isForEyes({ logFormat }) ? pino(options, await forEyes()) : pino(options);
}

async function forEyes(): Promise<DestinationStream> {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ colorize: process.stdout.isTTY === true, ignore: 'pid', translateTime: 'SYS:HH:MM:ss', sync: true });
}
