import { once } from 'node:events';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import type { OpenedDatabase } from '../db/open-database.ts';
import { AppError } from '../errors.ts';
import { startOfDay } from '../exchange/demo/book.ts';
import { fillDemo } from '../exchange/demo/fill-demo.ts';
import { buildServer, type Server } from '../http/server.ts';
import { forgetOldAnswers } from '../idempotency/answer-once.ts';
import type { ExitStatus } from './run-command.ts';
import { withDatabase } from './with-database.ts';

const cleaningMs = 600_000;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Migrates, then serves until it is told to stop; everything that was opened is closed in reverse order. */
export async function serve(config: Config, version: string): Promise<ExitStatus> {
  const stopped = stopSignal();
  const options = { serveAs: `pricetrail serve, process ${process.pid}`, onRestart: print };
  return await withDatabase(config, (db, opened) => serveFrom(db, { config, version, opened, stopped }), options);
}

type Serving = { config: Config; version: string; opened: OpenedDatabase; stopped: Promise<string> };

async function serveFrom(db: Database, { config, version, opened, stopped }: Serving): Promise<ExitStatus> {
  if (opened.embedded && config.demo) await fillEmpty(db);
  const { logLevel, requireIfMatch, cacheControl } = config;
  const server = await buildServer({ db, version, logLevel, requireIfMatch, cacheControl });
  const cleaning = setInterval(() => void forgetOldAnswers(db).catch(() => {}), cleaningMs); // fails while the database is away
  try {
    const address = await listen(server, config);
    announce(address, opened.embedded ? `embedded PostgreSQL in ${config.dataDir}` : 'PostgreSQL of DATABASE_URL');
    const reason = await Promise.race([stopped, opened.lost]);
    if (reason instanceof AppError) throw reason;
    print(`\nStopping on ${reason} …`);
  } finally {
    clearInterval(cleaning);
    await server.app.close();
  }
  return 0;
}

async function fillEmpty(db: Database): Promise<void> {
  const count = await fillDemo(db, startOfDay(Date.now()));
  if (count > 0) print(`Filled in ${count} demo listings, since the database was empty (DEMO=0: it stays empty).`);
}

async function listen({ app }: Server, { host, port }: Config): Promise<string> {
  const { level } = app.log;
  app.log.level = 'warn'; // what it would log of listening is announced instead
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new AppError('conflict', `Port ${port} of ${host} is taken: set PORT to another one.`);
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new AppError('misconfigured', `${host}:${port} cannot be listened on (${code}): set HOST and PORT.`);
    }
    throw error;
  } finally {
    app.log.level = level;
  }
}

function announce(address: string, database: string): void {
  print(`Pricetrail is ready: ${address}`);
  print(`  API       ${address}/listings`);
  print(`  docs      ${address}/docs`);
  print(`  database  ${database}`);
  print(`  process   ${process.pid}`);
  print('Ctrl-C stops it; the data stays.');
}

async function stopSignal(): Promise<string> {
  const controller = new AbortController();
  const { signal } = controller;
  const name = await Promise.race(
    ['SIGINT', 'SIGTERM'].map(async (name) => once(process, name, { signal }).then(() => name)),
  );
  controller.abort();
  return name;
}
