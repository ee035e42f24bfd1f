import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { countSetting, type Setting } from './setting.ts';

export type MarketSettings = {
  /** Where the figures of the market are: the absolute path of a folder, or a URL such as `s3://bucket/prefix`. */
  lakeUrl: string;
  /** How many threads work out figures of the market, and make the lake. */
  marketThreads: number;
  /** How much memory they take, in MiB; what is more is put on disk. */
  marketMemory: number;
  /** How long a question about the market may take, in seconds. */
  marketTimeLimit: number;
  /** How many such questions are worked on at once. */
  marketConcurrency: number;
};

/** @param dataDir the folder that the lake is in by default */
export function marketSettings(setting: Setting, dataDir: string): MarketSettings {
  const processors = availableParallelism();
  return {
    lakeUrl: setting(
      'LAKE_URL',
      lakeIn(dataDir),
      parseLakeUrl,
      'a folder, or a URL such as s3://bucket/prefix, without credentials',
    ),
    marketThreads: countSetting(setting, 'MARKET_THREADS', { fallback: processors, from: 1, to: 256 }),
    marketMemory: countSetting(setting, 'MARKET_MEMORY', { fallback: 512, from: 128, to: 999_999, of: 'of MiB' }),
    marketTimeLimit: countSetting(setting, 'MARKET_TIME_LIMIT', { fallback: 10, from: 1, to: 3_600, of: 'of seconds' }),
    marketConcurrency: countSetting(setting, 'MARKET_CONCURRENCY', { fallback: halfOf(processors), from: 1, to: 64 }),
  };
}

/** Where the lake is, where nobody says it. */
export function lakeIn(dataDir: string): string {
  return join(dataDir, 'lake');
}

/** The other half is there for those who read listings meanwhile. */
function halfOf(processors: number): number {
  return Math.max(1, Math.floor(processors / 2));
}

/** Any other URL, and what was meant to be one, is no folder. */
function parseLakeUrl(text: string): string | undefined {
  if (!/^(s3:|[a-z][a-z0-9+.-]*:\/\/)/i.test(text)) return resolve(text);
  const isS3 = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/(?!\.\.?(\/|$))[\w.-]+)*\/?$/.test(text);
  return isS3 ? text.replace(/\/$/, '') : undefined;
}
