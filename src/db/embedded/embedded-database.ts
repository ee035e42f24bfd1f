import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError } from '../../errors.ts';
import { databaseAccount } from './account.ts';
import { embeddedBinaries } from './binaries.ts';
import { type Cluster, clusterUrl, ensureCluster, isCluster, startCluster, stopCluster } from './cluster.ts';

// Who uses the embedded server holds a shared advisory lock on it, through a connection kept for that. The last one out
// can take the lock alone, and stops the server:
//
//   attach ─▶ [no server: start it] ─▶ shared lock ─▶ … ─▶ release ─▶ [lock alone: stop it]
//
// The server dying takes the lock with it: then a `serve` attaches anew, which starts it again.
const useLock = '(20614, 1)';
const serveLock = '(20614, 2)';
const databaseName = 'pricetrail';
const startTimeoutMs = 60_000;

export type EmbeddedDatabase = {
  url: string;
  /** Settles when the server is lost for good: another `serve` took it over. Never for commands. */
  lost: Promise<AppError>;
  /** Leaves the server; the last one to leave stops it. */
  release(): Promise<void>;
};

export type AttachOptions = {
  dataDir: string;
  /** `serve`: at most one on a data folder, named for the messages of a second one; it also restarts a server that died. */
  serveAs?: string;
  onRestart?: (message: string) => void;
  /** Makes none where there is none. */
  existing?: boolean;
};

/**
 * Uses the embedded database of a data folder: the server that runs there, else one started now.
 * @throws AppError `conflict` for a second `serve`, `misconfigured` (also where there is none and one has to be), or `unavailable` where the server cannot be started.
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
  if (options.existing && !(await isCluster(cluster))) {
    throw new AppError(
      'misconfigured',
      `There is no database in DATA_DIR, ${options.dataDir}, or none that this account may read.`,
    );
  }
  await ensureCluster(cluster);
  const hold = await enter(cluster, options.serveAs);
  await createDatabase(hold);
  const url = await clusterUrl(cluster, databaseName);
  if (options.serveAs === undefined) return { url, lost: new Promise(() => {}), release: () => leave(cluster, hold) };
  return { url, ...keepRunning(cluster, hold, { ...options, serveAs: options.serveAs }) };
}

/** Starts the server again whenever it dies, until the database is released. */
function keepRunning(cluster: Cluster, first: pg.Client, { serveAs, onRestart = () => {} }: KeepOptions) {
  let holder = first;
  let released = false;
  let restarting = Promise.resolve();
  const { promise: lost, resolve: lose } = Promise.withResolvers<AppError>();
  const restart = async () => {
    onRestart('the embedded PostgreSQL went away; starting it again');
    while (!released) {
      try {
        holder = await enter(cluster, serveAs);
        watch();
        return onRestart('the embedded PostgreSQL is back');
      } catch (error) {
        if (error instanceof AppError && error.code === 'conflict') return lose(error);
        onRestart(`the embedded PostgreSQL does not start: ${(error as Error).message}`);
        await sleep(1_000);
      }
    }
  };
  const watch = () => {
    holder.once('end', () => {
      if (!released) restarting = restart();
    });
  };
  watch();
  const release = async () => {
    released = true;
    await restarting;
    await leave(cluster, holder);
  };
  return { lost, release };
}

type KeepOptions = { serveAs: string; onRestart?: ((message: string) => void) | undefined };

/** A connection that holds the lock on a running server, started if need be; with a name, that of `serve` too. */
async function enter(cluster: Cluster, serveAs: string | undefined): Promise<pg.Client> {
  const deadline = performance.now() + startTimeoutMs;
  for (;;) {
    const holder = await connect(await clusterUrl(cluster, 'postgres'));
    if (holder) {
      if (serveAs !== undefined) await claimServe(holder, serveAs).catch((error) => leave(cluster, holder, error));
      return holder;
    }
    const failure = await startCluster(cluster);
    if (failure !== undefined && performance.now() > deadline) {
      throw new AppError('unavailable', `The embedded PostgreSQL does not start:\n${failure}`);
    }
    if (failure !== undefined) await sleep(200);
  }
}

/** Undefined where no server answers, or the one that does is on its way out. */
async function connect(url: string): Promise<pg.Client | undefined> {
  const client = new pg.Client({
    ...{ connectionString: url, application_name: `pricetrail holder ${process.pid}`, connectionTimeoutMillis: 10_000 },
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
    `Another server runs on this DATA_DIR (${who}): stop it, or give this one a DATA_DIR and a PORT of its own. Several that share a database take it by DATABASE_URL.`,
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
