import { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { openLog } from '../log/open-log.ts';
import { type Serving, serveHere } from './serve-here.ts';
import { stopInTime } from './stop-in-time.ts';
import { openTraces } from './traces.ts';
import type { Tells, Told, Work } from './worker-messages.ts';

// One of several processes that answer requests (cli/workers.ts). It ends when it is told to, and with the one that started
// it: node ends a worker whose channel to the primary closes.

const tell = (message: Tells) => void process.send?.(message);

let stop = async () => {};
let metrics: Serving['metrics'] = async () => [];

// Ctrl-C reaches every process of the terminal: the primary says when it is time to end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
process.on('message', (message: Told) => void heed(message));
tell({ kind: 'hello' });

async function heed(message: Told): Promise<void> {
  switch (message.kind) {
    case 'start':
      return await start(message.work);
    case 'measure':
      return tell({ kind: 'metrics', ask: message.ask, told: await metrics() });
    case 'stop':
      return await end();
  }
}

async function start({ database, ...options }: Work): Promise<void> {
  try {
    const log = await openLog(options.config);
    const tracing = await openTraces({ ...options, log });
    const db = new Database({ ...database, onStatement: tracing?.statement });
    stop = async () => await db.close();
    const serving = await serveHere(db, { ...options, log, tracing });
    metrics = serving.metrics;
    stop = async () => {
      const abandon = () => {
        db.abandon();
        serving.abandon();
      };
      await stopInTime(options.config, { stop: async () => await serving.stop(), abandon });
      await tracing?.close();
      await db.close();
    };
    tell({ kind: 'listening', address: serving.address });
  } catch (error) {
    const code = error instanceof AppError ? error.code : undefined;
    tell({ kind: 'failed', code, message: error instanceof Error ? error.message : String(error) });
    await end();
  }
}

async function end(): Promise<void> {
  await stop().catch(() => {});
  if (process.connected) process.disconnect();
}
