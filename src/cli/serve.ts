import { once } from 'node:events';
import { hasApiKeys } from '../access/manage-keys.ts';
import { isOnlyHere } from '../config/access.ts';
import type { Config } from '../config/config.ts';
import { connectionsEach } from '../config/database.ts';
import type { Database, DatabaseOptions } from '../db/database.ts';
import type { OpenedDatabase } from '../db/open-database.ts';
import { shareConnections } from '../db/share-connections.ts';
import { forgetOldDeliveries } from '../deliveries/webhooks/forget-old-deliveries.ts';
import { AppError } from '../errors.ts';
import { forgetOldImports } from '../exchange/jobs/forget-old-imports.ts';
import { forgetOldAnswers } from '../idempotency/answer-once.ts';
import { builtPageFolder, readBuiltPage } from '../page/built-page.ts';
import type { Role } from './roles.ts';
import type { ExitStatus } from './run-command.ts';
import type { Serving } from './serve-here.ts';
import { withDatabase } from './with-database.ts';

const cleaningMs = 600_000;
const print = (line: string) => process.stdout.write(`${line}\n`);

/** Migrates, then serves until it is told to stop; everything that was opened is closed in reverse order. */
export async function serve(config: Config, version: string, role: Role): Promise<ExitStatus> {
  const stopped = stopSignal();
  const options = {
    ...{ serveAs: `pricetrail serve, process ${process.pid}`, onRestart: print },
    // Beside workers this process only cleans up.
    connections: config.workers === 1 ? connectionsOf(config) : { writeConnections: 1 },
  };
  return await withDatabase(config, (db, opened) => serveFrom(db, { config, version, role, opened, stopped }), options);
}

type Service = { config: Config; version: string; role: Role; opened: OpenedDatabase; stopped: Promise<string> };

async function serveFrom(db: Database, service: Service): Promise<ExitStatus> {
  const { config, role, opened, stopped } = service;
  if (role !== 'worker') await refuseUnguarded(db, config);
  if (opened.embedded && config.demo) await fillEmpty(db);
  const cleaning = setInterval(() => void cleanUp(db).catch(() => {}), cleaningMs); // fails while the database is away
  const serving = startServing(db, service);
  try {
    const started = await Promise.race([serving, stopped, opened.lost]);
    if (typeof started === 'object' && 'address' in started) {
      announce(started.address, { config, role, hasPage: (await readBuiltPage(builtPageFolder)) !== undefined });
    }
    const reason = await Promise.race([stopped, opened.lost]);
    if (reason instanceof AppError) throw reason;
    print(`\nStopping on ${reason} …`);
  } finally {
    clearInterval(cleaning);
    await serving.then(
      ({ stop }) => stop(),
      () => {}, // it was told already, or it was stopped while it started
    );
  }
  return 0;
}

/** @throws AppError `misconfigured` where others reach it and nobody could be told from anybody */
async function refuseUnguarded(db: Database, config: Config): Promise<void> {
  const { host, authIssuer, trustProxy } = config;
  if (isOnlyHere(config) || authIssuer !== undefined || (await hasApiKeys(db.reads))) return;
  throw new AppError(
    'misconfigured',
    `${trustProxy > 0 ? `With TRUST_PROXY=${trustProxy} it` : `HOST=${host}`} is reached by other machines, and there is no key yet, so everybody could write. Make one first, with the same settings: npm run pricetrail -- keys create --role admin --name first. Or set AUTH_ISSUER.`,
  );
}

async function cleanUp(db: Database): Promise<void> {
  await forgetOldAnswers(db);
  await forgetOldDeliveries(db);
  await forgetOldImports(db);
}

/** What answers requests is loaded only where it does: a primary beside workers stays small. */
async function startServing(db: Database, { config, version, role, opened }: Service): Promise<Serving> {
  if (config.workers === 1) return await (await import('./serve-here.ts')).serveHere(db, { config, version, role });
  const database = { url: opened.url, ...connectionsOf(config) };
  const { startWorkers } = await import('./workers.ts');
  const work = { config, version, role, database };
  return await startWorkers({ count: config.workers, work, onEvent: print });
}

/** Of a process that answers requests. */
function connectionsOf(config: Config): Partial<DatabaseOptions> {
  const { databaseReadUrl: url, databaseReadLag } = config;
  const replica = url === undefined ? undefined : { url, lagMs: databaseReadLag * 1_000 };
  return { ...shareConnections(connectionsEach(config)), replica };
}

async function fillEmpty(db: Database): Promise<void> {
  const { fillDemo } = await import('../exchange/demo/fill-demo.ts');
  const { startOfDay } = await import('../exchange/demo/book.ts');
  const count = await fillDemo(db, startOfDay(Date.now()));
  if (count > 0) print(`Filled in ${count} demo listings, since the database was empty (DEMO=0: it stays empty).`);
}

function announce(address: string, { config, role, hasPage }: Announced): void {
  const { databaseUrl, databaseReadUrl, dataDir, lakeUrl, workers, secretsKey } = config;
  print(`Pricetrail is ready: ${address}`);
  if (role === 'worker') print(`  health    ${address}/readyz`);
  else {
    print(`  page      ${hasPage ? `${address}/` : 'not built: npm run build'}`);
    print(`  API       ${address}/listings\n  docs      ${address}/docs`);
  }
  print(
    `  database  ${databaseUrl === undefined ? `embedded PostgreSQL in ${dataDir}` : 'PostgreSQL of DATABASE_URL'}`,
  );
  if (databaseReadUrl !== undefined) print('  reads     replica of DATABASE_READ_URL');
  print(`  imports   ${role === 'api' ? 'taken in here; done by a worker' : 'done here'}`);
  print(`  webhooks  ${secretsKey === undefined ? 'off: SECRETS_KEY is not set' : described[role]}`);
  print(`  lake      ${lakeUrl}, ${role === 'api' ? 'kept up by a worker' : 'kept up here'}`);
  if (workers > 1) print(`  workers   ${workers}`);
  print(`  process   ${process.pid}`);
  print('Ctrl-C stops it; the data stays.');
}

type Announced = { config: Config; role: Role; hasPage: boolean };

const described: Readonly<Record<Role, string>> = {
  all: 'registered and posted here',
  api: 'registered here; posted by a worker',
  worker: 'posted here',
};

async function stopSignal(): Promise<string> {
  const controller = new AbortController();
  const { signal } = controller;
  const name = await Promise.race(
    ['SIGINT', 'SIGTERM'].map(async (name) => once(process, name, { signal }).then(() => name)),
  );
  controller.abort();
  return name;
}
