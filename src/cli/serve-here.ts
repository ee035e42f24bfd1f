import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gate, type GateOptions } from '../access/gate.ts';
import { Issuer } from '../access/issuer.ts';
import { KeyRing } from '../access/key-ring.ts';
import { RateLimit } from '../access/rate-limit.ts';
import { SharedCounts } from '../access/shared-counts.ts';
import { type AccessSettings, isOnlyHere } from '../config/access.ts';
import type { AnsweringSettings } from '../config/answering.ts';
import type { DeliveringSettings } from '../config/delivering.ts';
import type { ListeningSettings } from '../config/listening.ts';
import type { MarketSettings } from '../config/market.ts';
import type { TellingSettings } from '../config/telling.ts';
import type { Database } from '../db/database.ts';
import { addressGuard } from '../deliveries/webhooks/address-guard.ts';
import { SecretBox } from '../deliveries/webhooks/secrets.ts';
import type { Webhooks } from '../deliveries/webhooks/webhooks.routes.ts';
import { buildServer, type Server } from '../http/server.ts';
import type { Log } from '../log/open-log.ts';
import { Market } from '../market/market.ts';
import type { LakeConfig } from '../market/open-lake.ts';
import type { ProcessMetrics, ToldMetrics } from '../metrics/process-metrics.ts';
import { builtPageFolder, readBuiltPage } from '../page/built-page.ts';
import { checkFonts } from '../pictures/png/check-fonts.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { type BesideRequests, workersOf } from './beside-requests.ts';
import { listeningFailure } from './listening-failure.ts';
import type { Role } from './roles.ts';

export type ServeOptions = {
  config: ServedConfig;
  version: string;
  role: Role;
  log: Log;
  tracing?: Tracing | undefined;
  /** Whether other processes listen on the port as well, each with a socket of its own. @default false */
  reusePort?: boolean;
};

/** What it takes of the settings. */
export type ServedConfig = ListeningSettings &
  AccessSettings &
  AnsweringSettings &
  TellingSettings &
  LakeConfig &
  Pick<MarketSettings, 'marketConcurrency' | 'marketTimeLimit'> &
  Pick<DeliveringSettings, 'secretsKey' | 'webhookAllowPrivate'>;

/** What answers requests. */
export type Serving = {
  /** A URL. */
  address: string;
  /** Lets the answers under way go out. */
  stop(): Promise<void>;
  /** Ends what waits for others than the database even so: they may be silent. */
  abandon(): void;
  /** What each of its processes tells, where METRICS_PORT is set. */
  metrics(): Promise<readonly ToldMetrics[]>;
};

/**
 * Does what the role says in this process; one that answers no requests for listings still tells how it is.
 * @throws AppError `conflict` where the port is taken, `misconfigured` where it cannot be listened on
 */
export async function serveHere(
  db: Database,
  { config, version, role, log, tracing, reusePort = false }: ServeOptions,
): Promise<Serving> {
  const { host, port, requireIfMatch, cacheControl, corsOrigins, pictureFonts } = config;
  const webhooks = webhooksOf(config);
  await checkLake(config, role);
  await checkFonts(config.pictureFonts);
  const market = marketOf(db, config);
  const keys = new KeyRing({ reads: db.reads, writes: db.writes });
  const issuer = issuerOf(config, log);
  const redis = await redisOf(config);
  const workers: BesideRequests[] = [];
  let metrics: ProcessMetrics | undefined;
  const server = await buildServer({
    ...{ db, version, log, tracing, requireIfMatch, cacheControl, pictureFonts, webhooks, market },
    tellsRequests: config.logRequests,
    onAnswered: config.metricsPort === undefined ? undefined : (answered) => metrics?.answered(answered),
    page: await readBuiltPage(builtPageFolder),
    access: gateOf({ keys, issuer }, config),
    corsOrigins,
    rateLimit: rateLimitOf(db, config, redis),
    trustedProxies: config.trustProxy,
    limits: { closing: config.shutdownTimeout * 1_000 },
    onlyHealth: role === 'worker',
    onImport: () => {
      for (const worker of workers) worker.wake?.();
    },
  });
  workers.push(...workersOf(db, { keys, redis, webhooks, config, role, log }));
  if (config.metricsPort !== undefined) metrics = await measure(db, { server, market, workers });
  const end = async (closing: Promise<void>) => {
    const by = Object.groupBy(workers, ({ outlivesRequests }) => (outlivesRequests ? 'after' : 'meanwhile'));
    await Promise.all([closing, stopAll(by.meanwhile)]);
    await stopAll(by.after);
    issuer?.close(); // which may be silent
    await market.close();
  };
  try {
    const address = await listen(server, { host, port, reusePort });
    for (const worker of workers) worker.start();
    const stop = async () => await end(drainAndClose(server, config));
    const abandon = () => {
      for (const worker of workers) worker.abandon?.();
    };
    return { address, stop, abandon, metrics: async () => await readMetrics(metrics, log) };
  } catch (error) {
    await end(server.app.close()); // nobody sends requests here who would have to see that it stops
    throw error;
  }
}

async function stopAll(workers: readonly BesideRequests[] = []): Promise<void> {
  await Promise.all(workers.map((worker) => worker.stop()));
}

/** Whoever distributes requests needs a while to see that it is to send no more of them. */
async function drainAndClose({ app, drain }: Server, { shutdownDelay }: ServedConfig): Promise<void> {
  drain();
  await sleep(shutdownDelay * 1_000);
  await app.close();
}

/** A setting that cannot work is told before anything starts. Who only reads needs no right to write. */
async function checkLake(config: ServedConfig, role: Role): Promise<void> {
  const { openStore } = await import('../market/lake/open-store.ts');
  const store = await openStore(config, role === 'api' ? 'reading' : undefined);
  await store.close();
}

/** What reads the lake is loaded once somebody asks for figures. */
function marketOf(db: Database, config: ServedConfig): Market {
  const { marketConcurrency: concurrency, marketTimeLimit, dataDir } = config;
  const open = async () => await (await import('../market/open-lake.ts')).openLakeForQuestions(config);
  return new Market({ db, open, concurrency, limitMs: marketTimeLimit * 1_000, scratch: join(dataDir, 'spill') });
}

function issuerOf({ authIssuer, authAudience, authRolesClaim }: ServedConfig, log: Log): Issuer | undefined {
  if (authIssuer === undefined || authAudience === undefined) return undefined;
  const onOutdated = (err: unknown) =>
    log.warn({ err }, 'the issuer (AUTH_ISSUER) does not say where its keys are: they are read from where they were');
  return new Issuer({ issuer: authIssuer, audience: authAudience, rolesClaim: authRolesClaim, onOutdated });
}

function gateOf(credentials: Pick<GateOptions, 'keys' | 'issuer'>, config: ServedConfig): Gate {
  const anonymous = config.anonymousRole === 'none' ? undefined : config.anonymousRole;
  const opensWithoutKeys = credentials.issuer === undefined && isOnlyHere(config);
  return new Gate({ ...credentials, anonymous, opensWithoutKeys });
}

async function redisOf({ rateLimit, rateLimitStore, redisUrl }: ServedConfig): Promise<SharedCounts | undefined> {
  const isUsed = rateLimit !== undefined && rateLimitStore === 'redis' && redisUrl !== undefined;
  return isUsed ? await SharedCounts.open(redisUrl) : undefined;
}

/** Longest that a request waits for its count in the database, in ms: then its process counts by itself. */
const countMs = 500;

function rateLimitOf(db: Database, config: ServedConfig, redis: SharedCounts | undefined): RateLimit | undefined {
  const { rateLimit, rateLimitStore } = config;
  return (
    rateLimit && new RateLimit({ ...rateLimit, shared: rateLimitStore === 'postgres' ? db.briefly(countMs) : redis })
  );
}

function webhooksOf({ secretsKey, webhookAllowPrivate }: ServedConfig): Webhooks | undefined {
  if (secretsKey === undefined) return undefined;
  return { box: new SecretBox(secretsKey), guard: addressGuard(webhookAllowPrivate) };
}

type Measured = { server: Server; market: Market; workers: readonly BesideRequests[] };

async function measure(db: Database, { server, market, workers }: Measured): Promise<ProcessMetrics> {
  const { ProcessMetrics } = await import('../metrics/process-metrics.ts');
  const { tail, counters } = server;
  const attempts = () => workers.find((worker) => worker.attempts)?.attempts;
  return new ProcessMetrics({ db, tail, market, counters, workers: () => workers, attempts });
}

/** That they cannot be read must not end what they tell of. */
async function readMetrics(metrics: ProcessMetrics | undefined, log: Log): Promise<readonly ToldMetrics[]> {
  try {
    return metrics ? [await metrics.read()] : [];
  } catch (err) {
    log.warn({ err }, 'metrics cannot be read');
    return [];
  }
}

type Where = { host: string; port: number; reusePort: boolean };

async function listen({ app }: Server, where: Where): Promise<string> {
  const { level } = app.log;
  app.log.level = 'warn'; // what it would log of listening is announced instead
  try {
    return await app.listen(where);
  } catch (error) {
    throw listeningFailure(error, where);
  } finally {
    app.log.level = level;
  }
}
