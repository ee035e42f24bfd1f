import { once } from 'node:events';
import { hasApiKeys } from '../access/manage-keys.ts';
import { isOnlyHere } from '../config/access.ts';
import type { Config } from '../config/config.ts';
import { connectionsEach } from '../config/database.ts';
import type { Database, DatabaseOptions } from '../db/database.ts';
import type { OpenedDatabase } from '../db/open-database.ts';
import { shareConnections } from '../db/share-connections.ts';
import { AppError } from '../errors.ts';
import { type Log, openLog } from '../log/open-log.ts';
import type { MetricsServer } from '../metrics/metrics-server.ts';
import { builtPageFolder, readBuiltPage } from '../page/built-page.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { announce, tellsWith } from './announce.ts';
import { keepClean } from './clean-up.ts';
import { openMetrics } from './metrics.ts';
import type { Role } from './roles.ts';
import type { ExitStatus } from './run-command.ts';
import type { Serving } from './serve-here.ts';
import { stopInTime, stoppingMs } from './stop-in-time.ts';
import { openTraces } from './traces.ts';
import { withDatabase } from './with-database.ts';

/** Migrates, then serves until it is told to stop; everything that was opened is closed in reverse order. */
export async function serve(config: Config, version: string, role: Role): Promise<ExitStatus> {
  const stopped = stopSignal();
  const stopping = new AbortController();
  void stopped.then(() => stopping.abort(new AppError('unavailable', 'It was told to stop.')));
  const log = await openLog(config);
  const tell = tellsWith(config, log);
  const tracing = config.workers === 1 ? await openTraces({ config, version, log }) : undefined;
  const options = {
    ...{ serveAs: `pricetrail serve, process ${process.pid}`, onRestart: tell, onMigrated: tell },
    stop: { signal: stopping.signal, graceMs: stoppingMs(config) },
    // Beside workers this process only cleans up.
    connections:
      config.workers === 1 ? { ...connectionsOf(config), onStatement: tracing?.statement } : { writeConnections: 1 },
  };
  const work = (db: Database, opened: OpenedDatabase) =>
    serveFrom(db, { config, version, role, opened, stopped, log, tracing, tell });
  try {
    return await withDatabase(config, work, options);
  } catch (error) {
    if (error !== stopping.signal.reason) throw error;
    tell(`\nStopped on ${await stopped}, before the database was up to date.`);
    return 0;
  }
}

type Service = {
  config: Config;
  version: string;
  role: Role;
  opened: OpenedDatabase;
  /** The signal that it was told to stop by. */
  stopped: Promise<string>;
  log: Log;
  /** Of this process, where it answers requests itself. */
  tracing: Tracing | undefined;
  tell: (line: string) => void;
};

async function serveFrom(db: Database, service: Service): Promise<ExitStatus> {
  const { config, version, role, opened, stopped, log, tell } = service;
  const isOpen = role !== 'worker' && (await letsEverybodyIn(db, config));
  if (opened.embedded && config.demo) await fillEmpty(db, tell);
  const notCleaned = (err: unknown) => log.warn({ err }, 'what is kept longer than it counts is not removed');
  const endCleaning = keepClean(db, notCleaned);
  const serving = startServing(db, service);
  let metrics: MetricsServer | undefined;
  try {
    const started = await Promise.race([serving, stopped, opened.lost]);
    if (typeof started === 'object' && 'address' in started) {
      metrics = await openMetrics(db, { config, version, log, readProcesses: () => started.metrics() });
      announce(started.address, {
        config,
        role,
        log,
        isOpen,
        metrics: metrics?.address,
        hasPage: (await readBuiltPage(builtPageFolder)) !== undefined,
      });
    }
    const reason = await Promise.race([stopped, opened.lost]);
    if (reason instanceof AppError) throw reason;
    tell(`\nStopping on ${reason} …`);
  } finally {
    endCleaning();
    const stop = async () => {
      await metrics?.close();
      await serving.then(
        ({ stop }) => stop(),
        () => {}, // it was told already, or it was stopped while it started
      );
    };
    const abandon = () => {
      db.abandon();
      serving.then(
        ({ abandon }) => abandon(),
        () => {},
      );
    };
    await stopInTime(config, { stop, abandon });
    await service.tracing?.close();
  }
  return 0;
}

/**
 * Whether nobody can be told from anybody, and so everybody may do everything.
 * @throws AppError `misconfigured` where others reach it then
 */
async function letsEverybodyIn(db: Database, config: Config): Promise<boolean> {
  const { host, authIssuer, trustProxy } = config;
  if (authIssuer !== undefined || (await hasApiKeys(db.reads))) return false;
  if (isOnlyHere(config)) return true;
  throw new AppError(
    'misconfigured',
    `${trustProxy > 0 ? `With TRUST_PROXY=${trustProxy} it` : `HOST=${host}`} is reached by other machines, and there is no key yet, so everybody could write. Make one first, with the same settings: pricetrail keys create --role admin --name first (in a checkout: npm run pricetrail -- keys create …). Or set AUTH_ISSUER.`,
  );
}

/** What answers requests is loaded only where it does: a primary beside workers stays small. */
async function startServing(db: Database, service: Service): Promise<Serving> {
  const { config, version, role, opened, log, tracing, tell } = service;
  if (config.workers === 1) {
    return await (await import('./serve-here.ts')).serveHere(db, { config, version, role, log, tracing });
  }
  const database = { url: opened.url, ...connectionsOf(config) };
  const { startWorkers } = await import('./workers.ts');
  const work = { config, version, role, database };
  return await startWorkers({ count: config.workers, work, onEvent: tell });
}

/** Of a process that answers requests. */
function connectionsOf(config: Config): Partial<DatabaseOptions> {
  const { databaseReadUrl: url, databaseReadLag } = config;
  const replica = url === undefined ? undefined : { url, lagMs: databaseReadLag * 1_000 };
  return { ...shareConnections(connectionsEach(config)), replica };
}

async function fillEmpty(db: Database, tell: Service['tell']): Promise<void> {
  const { fillDemo } = await import('../exchange/demo/fill-demo.ts');
  const { startOfDay } = await import('../exchange/demo/book.ts');
  const count = await fillDemo(db, startOfDay(Date.now()));
  if (count > 0) tell(`Filled in ${count} demo listings, since the database was empty (DEMO=0: it stays empty).`);
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
