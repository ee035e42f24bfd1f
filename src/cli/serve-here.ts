import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { buildServer, type Server } from '../http/server.ts';
import { listeningFailure } from './listening-failure.ts';

export type ServeOptions = {
  config: Pick<Config, 'host' | 'port' | 'logLevel' | 'requireIfMatch' | 'cacheControl'>;
  version: string;
  /** Whether other processes listen on the port as well, each with a socket of its own. @default false */
  reusePort?: boolean;
};

/** What answers requests. */
export type Serving = {
  /** A URL. */
  address: string;
  /** Lets the answers under way go out. */
  stop(): Promise<void>;
};

/**
 * Answers requests in this process.
 * @throws AppError `conflict` where the port is taken, `misconfigured` where it cannot be listened on
 */
export async function serveHere(db: Database, { config, version, reusePort = false }: ServeOptions): Promise<Serving> {
  const { host, port, logLevel, requireIfMatch, cacheControl } = config;
  const server = await buildServer({ db, version, logLevel, requireIfMatch, cacheControl });
  const stop = async () => await server.app.close();
  try {
    return { address: await listen(server, { host, port, reusePort }), stop };
  } catch (error) {
    await stop();
    throw error;
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
