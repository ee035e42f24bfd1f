import { once } from 'node:events';
import type { Config } from '../config.ts';
import { Database } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { AppError } from '../errors.ts';
import { buildServer, type Server } from '../http/server.ts';
import type { ExitStatus } from './run-command.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Migrates, then serves until it is told to stop; everything that was opened is closed in reverse order. */
export async function serve(config: Config, version: string): Promise<ExitStatus> {
  const stopped = stopSignal();
  const opened = await openDatabase(config, { serveAs: `pricetrail serve, process ${process.pid}`, onRestart: print });
  try {
    for (const name of await migrate({ url: opened.url, direction: 'up', log: print })) print(`Migrated: ${name}`);
    const db = new Database({ url: opened.url });
    try {
      const server = await buildServer({ db, version, logLevel: config.logLevel });
      try {
        const address = await listen(server, config);
        announce(address, opened.embedded ? `embedded PostgreSQL in ${config.dataDir}` : 'PostgreSQL of DATABASE_URL');
        print(`\nStopping on ${await stopped} …`);
      } finally {
        await server.app.close();
      }
    } finally {
      await db.close();
    }
  } finally {
    await opened.release();
  }
  return 0;
}

async function listen({ app }: Server, { host, port }: Config): Promise<string> {
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
  }
}

function announce(address: string, database: string): void {
  print(`Pricetrail is ready: ${address}`);
  print(`  API       ${address}/listings`);
  print(`  docs      ${address}/docs`);
  print(`  database  ${database}`);
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
