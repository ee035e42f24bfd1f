import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../../errors.ts';
import { databaseAccount } from './account.ts';
import { embeddedBinaries } from './binaries.ts';
import {
  type Cluster,
  clusterLog,
  clusterPassword,
  clusterPort,
  ensureCluster,
  startCluster,
  stopCluster,
  superuser,
} from './cluster.ts';

// Who uses the embedded server holds a shared advisory lock on it, through a connection kept for that. The last one out
// can take the lock alone, and stops the server:
//
//   attach ─▶ [no server: start it] ─▶ shared lock ─▶ … ─▶ release ─▶ [lock alone: stop it]
//
// The server dying takes the lock with it: then a `serve` attaches anew, which starts it again.
const useLock = '(20614, 1)';
const serveLock = '(20614, 2)';
const databaseName = 'pricetrail';
const attachTimeoutMs = 120_000;

export type EmbeddedDatabase = {
  url: string;
  /** Leaves the server; the last one to leave stops it. */
  release(): Promise<void>;
};

export type AttachOptions = {
  dataDir: string;
  /** `serve`: at most one on a data folder, named for the messages of a second one; it also restarts a server that died. */
  serveAs?: string;
  onRestart?: (message: string) => void;
};

/**
 * Uses the embedded database of a data folder: the server that runs there, else one started now.
 * @throws AppError `conflict` for a second `serve`, `misconfigured` or `unavailable` where the server cannot be started.
 */
export async function attachEmbeddedDatabase(options: AttachOptions): Promise<EmbeddedDatabase> {
  const account = databaseAccount();
  const cluster: Cluster = {
    folder: join(options.dataDir, 'postgres'),
    binaries: await embeddedBinaries(account),
    account,
    locale: ['--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    settings: { shared_buffers: '256MB', max_connections: '200', random_page_cost: '1.1' },
  };
  await ensureCluster(cluster);
  const password = await clusterPassword(cluster);
  let holder = await enter(cluster, password);
  let released = false;
  if (options.serveAs !== undefined)
    await claimServe(holder, options.serveAs).catch((error) => leave(cluster, holder, error));
  await createDatabase(holder);
  const port = holder.port;

  const watch = () =>
    holder.once('end', () => {
      if (released || options.serveAs === undefined) return;
      options.onRestart?.('the embedded PostgreSQL went away; starting it again');
      restart().catch((error: Error) =>
        options.onRestart?.(`the embedded PostgreSQL does not start: ${error.message}`),
      );
    });
  const restart = async () => {
    holder = await enter(cluster, password, port);
    if (options.serveAs !== undefined) await claimServe(holder, options.serveAs);
    options.onRestart?.('the embedded PostgreSQL is back');
    watch();
  };
  watch();

  return {
    url: `postgres://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`,
    release: async () => {
      released = true;
      await leave(cluster, holder);
    },
  };
}

/** A connection that holds the shared lock on a running server. */
async function enter(cluster: Cluster, password: string, preferredPort?: number): Promise<pg.Client> {
  const deadline = Date.now() + attachTimeoutMs;
  for (;;) {
    const holder = await connect(await clusterPort(cluster), password);
    if (holder) return holder;
    const started = await startCluster(cluster, preferredPort);
    if (!started && Date.now() > deadline) {
      throw new AppError(
        'unavailable',
        `The embedded PostgreSQL does not start. Its log ends with:\n${await clusterLog(cluster)}`,
      );
    }
    if (!started) await sleep(200);
  }
}

/** Undefined where no server answers, or the one that does is on its way out. */
async function connect(port: number | undefined, password: string): Promise<pg.Client | undefined> {
  if (port === undefined) return undefined;
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' },
    ...{ application_name: `pricetrail holder ${process.pid}`, keepAlive: true, connectionTimeoutMillis: 10_000 },
  });
  client.on('error', () => {}); // followed by 'end', which is what matters
  try {
    await client.connect();
    await client.query(`SELECT pg_advisory_lock_shared${useLock}`);
    return client;
  } catch {
    await client.end().catch(() => {});
    return undefined;
  }
}

async function claimServe(holder: pg.Client, name: string): Promise<void> {
  await holder.query("SELECT set_config('application_name', $1, false)", [name]);
  const claimed = await holder.query(`SELECT pg_try_advisory_lock${serveLock} AS ok`);
  if (claimed.rows[0].ok) return;
  const other = await holder.query(
    `SELECT a.application_name AS name FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)
     WHERE l.locktype = 'advisory' AND (l.classid::int, l.objid::int) = ${serveLock} AND l.granted`,
  );
  const who = other.rows[0]?.name ?? 'it has just gone: start again';
  throw new AppError(
    'conflict',
    `Another server runs on this DATA_DIR (${who}): stop it, or give this one a DATA_DIR and a PORT of its own.`,
  );
}

async function createDatabase(holder: pg.Client): Promise<void> {
  const present = await holder.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
  if (present.rowCount === 0) await holder.query(`CREATE DATABASE ${databaseName}`).catch(ignoreDuplicate);
}

function ignoreDuplicate(error: { code?: string }): void {
  const duplicates = ['42P04', '23505']; // two processes made it at once
  if (error.code === undefined || !duplicates.includes(error.code)) throw error;
}

async function leave(cluster: Cluster, holder: pg.Client, error?: Error): Promise<void> {
  try {
    await holder.query('SELECT pg_advisory_unlock_all()');
    const alone = await holder.query(`SELECT pg_try_advisory_lock${useLock} AS ok`);
    if (alone.rows[0].ok) await stopCluster(cluster);
  } catch {
    // the server is gone already
  }
  await holder.end().catch(() => {});
  if (error) throw error;
}
