import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { databaseAccount } from '../../src/db/embedded/account.ts';
import { type Binaries, embeddedBinaries } from '../../src/db/embedded/binaries.ts';
import { type Cluster, clusterUrl, ensureCluster, startCluster, stopCluster } from '../../src/db/embedded/cluster.ts';
import { runProgram } from '../../src/db/embedded/run-program.ts';
import { migrate } from '../../src/db/migrate.ts';
import { freePort } from './free-port.ts';
import { memoryFolder } from './memory-folder.ts';
import { until } from './until.ts';

/** One of two servers. */
export type Half = {
  url: string;
  /** Runs SQL past the service. */
  sql<Row extends object = Record<string, unknown>>(text: string): Promise<Row[]>;
  /** Process id of the server. */
  postmaster(): Promise<number>;
  start(): Promise<void>;
};

/** A primary with the whole schema, and a streaming replica of it. */
export type ReplicatedServer = { primary: Half; replica: Half; stop(): Promise<void> };

const shared = { max_connections: '100', shared_buffers: '32MB', fsync: 'off', wal_receiver_status_interval: '1' };

/** @param wrap gives the programs that it is run by, from those there are */
export async function startReplicatedServer(
  wrap: (binaries: Binaries) => Promise<Binaries> = async (binaries) => binaries,
): Promise<ReplicatedServer> {
  const parent = await mkdtemp(join(await memoryFolder(), 'pricetrail-replicated-'));
  await chmod(parent, 0o711); // the account that the server runs as for root has to get in
  const account = databaseAccount();
  const ports = [await freePort(), await freePort()] as const;
  const common = { account, binaries: await wrap(await embeddedBinaries(account)), locale: ['--locale=C'] };
  const first: Cluster = {
    ...{ ...common, folder: join(parent, 'primary') },
    settings: { ...shared, ...at(ports[0]), wal_level: 'replica', wal_keep_size: '256MB' },
  };
  await ensureCluster(first);
  const primary = await halfOf(first, ports[0]);
  const opened: Half[] = [primary];
  const second: Cluster = {
    ...{ ...common, folder: join(parent, 'replica') },
    settings: { ...shared, ...at(ports[1]), ...(await following(first, ports[0])) },
  };
  const stop = async () => {
    for (const cluster of [second, first].slice(-opened.length)) await stopCluster(cluster);
    await rm(parent, { recursive: true, force: true });
  };
  try {
    await primary.start();
    await migrate({ url: primary.url, direction: 'up' });
    await copyCluster(primary, { from: first, to: second });
    const replica = await halfOf(second, ports[1]);
    opened.push(replica);
    await replica.start();
    return { primary, replica, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function at(port: number) {
  return { listen_addresses: '127.0.0.1', port: String(port) };
}

/** What it replays waits for no query: such a query is cancelled at once. */
async function following(primary: Cluster, port: number) {
  const { username, password } = new URL(await clusterUrl(primary, 'postgres'));
  const settings = { hot_standby: 'on', hot_standby_feedback: 'off', max_standby_streaming_delay: '0' };
  return {
    ...settings,
    primary_conninfo: `host=127.0.0.1 port=${port} user=${username} password=${password}`,
    wal_retrieve_retry_interval: '200ms',
  };
}

async function halfOf(cluster: Cluster, port: number): Promise<Half> {
  const { username, password } = new URL(await clusterUrl(cluster, 'postgres'));
  const url = `postgres://${username}:${password}@127.0.0.1:${port}/postgres`;
  return {
    url,
    sql: async (text) =>
      await unlessCancelled(async () => await withClient(url, async (client) => (await client.query(text)).rows)),
    postmaster: async () => Number.parseInt(await readFile(join(cluster.folder, 'data/postmaster.pid'), 'utf8'), 10),
    start: async () => {
      // What is left of one that was killed may be there for a moment.
      await until('it starts', async () => (await startCluster(cluster)) === undefined);
    },
  };
}

/** Again where a statement was in the way of what the replica replays. */
async function unlessCancelled<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if ((error as { code?: string }).code !== '40001') throw error;
    }
  }
}

const added = ['backup_label', 'standby.signal'];

/** A base backup, as pg_basebackup makes it, which is not among the embedded programs. */
async function copyCluster(primary: Half, { from, to }: { from: Cluster; to: Cluster }): Promise<void> {
  const data = join(to.folder, 'data');
  await withClient(primary.url, async (client) => {
    await client.query("SELECT pg_backup_start('a replica', true)");
    await copyFolder(from.folder, to.folder);
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    await rm(join(data, 'postmaster.pid'), { force: true });
    await writeFile(join(data, 'backup_label'), rows[0]?.labelfile ?? '');
    await writeFile(join(data, 'standby.signal'), '');
  });
  if (to.account) for (const file of added) await chown(join(data, file), to.account.uid, to.account.gid);
}

/** With owners and modes. Files that go meanwhile are of no account: what changes is in the log. */
async function copyFolder(from: string, to: string): Promise<void> {
  await runProgram('/bin/cp', ['-a', from, to], { account: undefined, folder: '/' });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {}); // the statement under way fails as well
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
