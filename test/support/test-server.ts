import { access, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { databaseAccount } from '../../src/db/embedded/account.ts';
import { type Binaries, embeddedBinaries } from '../../src/db/embedded/binaries.ts';
import { type Cluster, clusterUrl, ensureCluster, startCluster, stopCluster } from '../../src/db/embedded/cluster.ts';
import { migrate } from '../../src/db/migrate.ts';
import { freePort } from './free-port.ts';

export type InstalledServer = { version: string; embedded: boolean; binaries: Binaries; locale: string[] };

/** The PostgreSQL servers to test on: the system's 15 where there is one, and last the embedded 18. */
export async function installedServers(): Promise<InstalledServer[]> {
  const folder = '/usr/lib/postgresql/15/bin';
  const system: Binaries = { initdb: `${folder}/initdb`, pg_ctl: `${folder}/pg_ctl`, postgres: `${folder}/postgres` };
  const present = await access(system.initdb).then(
    () => true,
    () => false,
  );
  const embedded: InstalledServer = {
    version: '18, embedded',
    embedded: true,
    binaries: await embeddedBinaries(databaseAccount()),
    locale: ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  };
  return present
    ? [{ version: "15, the system's", embedded: false, binaries: system, locale: ['--locale=C.UTF-8'] }, embedded]
    : [embedded];
}

export type TestServer = {
  url: string;
  /** A database with the whole schema, to be cloned. */
  template: string;
  stop(): Promise<void>;
};

/** A server for one run of the tests, in a temporary folder. It is not durable, which makes it fast. */
export async function startTestServer({ binaries, locale }: InstalledServer): Promise<TestServer> {
  const parent = await mkdtemp(join(tmpdir(), 'pricetrail-test-'));
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '300' };
  const port = await freePort();
  // By TCP, so that tests can stand in between.
  const address = { listen_addresses: '127.0.0.1', port: String(port) };
  const cluster: Cluster = {
    folder: join(parent, 'cluster'),
    binaries,
    account: databaseAccount(),
    locale,
    settings: { ...settings, ...address },
  };
  await chmod(parent, 0o711); // the account that the server runs as for root has to get in
  await ensureCluster(cluster);
  const failure = await startCluster(cluster);
  if (failure !== undefined) throw new Error(`the test server does not start: ${failure}`);
  const throughSocket = new URL(await clusterUrl(cluster, 'postgres'));
  const url = `postgres://${throughSocket.username}:${throughSocket.password}@127.0.0.1:${port}/postgres`;
  const stop = async () => {
    await stopCluster(cluster);
    await rm(parent, { recursive: true, force: true });
  };
  const template = await makeTemplate(url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, template, stop };
}

async function makeTemplate(url: string): Promise<string> {
  const name = 'pricetrail_template';
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  await migrate({ url: url.replace(/\/postgres$/, `/${name}`), direction: 'up' });
  return name;
}
