import type { DatabaseOptions } from '../db/database.ts';
import type { ErrorCode } from '../errors.ts';
import type { ServeOptions } from './serve-here.ts';

// worker: hello ─▶ primary: start ─▶ worker: listening | failed … primary: stop ─▶ worker: ends

/** What a worker is told. */
export type Told = { kind: 'start'; work: Work } | { kind: 'stop' };

/** What it tells. */
export type Tells =
  | { kind: 'hello' }
  | { kind: 'listening'; address: string }
  | { kind: 'failed'; code: ErrorCode | undefined; message: string };

export type Work = Omit<ServeOptions, 'log'> & { database: DatabaseOptions };
