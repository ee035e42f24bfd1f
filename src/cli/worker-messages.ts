import type { DatabaseOptions } from '../db/database.ts';
import type { ErrorCode } from '../errors.ts';
import type { ToldMetrics } from '../metrics/process-metrics.ts';
import type { ServeOptions } from './serve-here.ts';

// worker: hello ─▶ primary: start ─▶ worker: listening | failed … primary: stop ─▶ worker: ends
//                                                              … primary: measure ─▶ worker: metrics

/** What a worker is told. */
export type Told = { kind: 'start'; work: Work } | { kind: 'measure'; ask: number } | { kind: 'stop' };

/** What it tells. */
export type Tells =
  | { kind: 'hello' }
  | { kind: 'listening'; address: string }
  | { kind: 'metrics'; ask: number; told: readonly ToldMetrics[] }
  | { kind: 'failed'; code: ErrorCode | undefined; message: string };

export type Work = Omit<ServeOptions, 'log' | 'tracing'> & { database: DatabaseOptions };
