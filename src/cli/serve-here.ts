import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { addressGuard } from '../deliveries/webhooks/address-guard.ts';
import { DeliveryWorker } from '../deliveries/webhooks/delivery-worker.ts';
import { SecretBox } from '../deliveries/webhooks/secrets.ts';
import type { Webhooks } from '../deliveries/webhooks/webhooks.routes.ts';
import { buildServer, type Server } from '../http/server.ts';
import { listeningFailure } from './listening-failure.ts';
import type { Role } from './roles.ts';

export type ServeOptions = {
  config: ServedConfig;
  version: string;
  role: Role;
  /** Whether other processes listen on the port as well, each with a socket of its own. @default false */
  reusePort?: boolean;
};

/** What it takes of the settings. */
export type ServedConfig = Pick<
  Config,
  'host' | 'port' | 'logLevel' | 'requireIfMatch' | 'cacheControl' | 'secretsKey' | 'webhookAllowPrivate'
>;

/** What answers requests. */
export type Serving = {
  /** A URL. */
  address: string;
  /** Lets the answers under way go out. */
  stop(): Promise<void>;
};

/**
 * Does what the role says in this process; one that answers no requests for listings still tells how it is.
 * @throws AppError `conflict` where the port is taken, `misconfigured` where it cannot be listened on
 */
export async function serveHere(
  db: Database,
  { config, version, role, reusePort = false }: ServeOptions,
): Promise<Serving> {
  const { host, port, logLevel, requireIfMatch, cacheControl } = config;
  const webhooks = webhooksOf(config);
  const server = await buildServer({
    ...{ db, version, logLevel, requireIfMatch, cacheControl, webhooks },
    onlyHealth: role === 'worker',
  });
  const worker = webhooks && role !== 'api' ? deliveryWorker(db, webhooks, server) : undefined;
  const stop = async () => {
    await Promise.all([server.app.close(), worker?.stop()]);
  };
  try {
    const address = await listen(server, { host, port, reusePort });
    worker?.start();
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function webhooksOf({ secretsKey, webhookAllowPrivate }: ServedConfig): Webhooks | undefined {
  if (secretsKey === undefined) return undefined;
  return { box: new SecretBox(secretsKey), guard: addressGuard(webhookAllowPrivate) };
}

function deliveryWorker(db: Database, webhooks: Webhooks, { app }: Server): DeliveryWorker {
  return new DeliveryWorker({ db, ...webhooks, onFailure: (err) => app.log.warn({ err }, 'webhooks are held up') });
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
