import { existsSync } from 'node:fs';
import { appendFile, chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { databaseAccount } from '../../../src/db/embedded/account.ts';
import { type Cluster, clusterUrl, ensureCluster } from '../../../src/db/embedded/cluster.ts';
import { runProgram } from '../../../src/db/embedded/run-program.ts';
import { valueTypes } from '../../../src/db/values.ts';
import { freePort } from '../free-port.ts';
import { type InstalledServer, installedServers } from '../test-server.ts';
import { roleAndDatabase } from './document.ts';

/** A server as its machine has it: all that `pg_ctl start` needs stands in its folder. The service has its role and database. */
export type Machine = {
  folder: string;
  data: string;
  /** Where a copy may be made. */
  restored: string;
  port: number;
  /** As which its account of PostgreSQL connects. */
  superuser: string;
  /** Of the service's role, without the password. */
  url(database: string): string;
  /** Of both roles. */
  password: string;
  /** Folder of its programs. */
  programs: string;
  sql<Row extends object = Record<string, unknown>>(text: string): Promise<Row[]>;
  stop(): Promise<void>;
};

const superuser = 'postgres';
const settings = ['fsync = off', 'max_connections = 50', 'shared_buffers = 32MB', "timezone = 'UTC'"];

export async function startMachine({ binaries, locale }: InstalledServer): Promise<Machine> {
  const parent = await mkdtemp(join(tmpdir(), 'pricetrail-operations-'));
  await chmod(parent, 0o711); // the account that the server runs as for root has to get in
  const account = databaseAccount();
  const cluster: Cluster = { folder: join(parent, 'machine'), binaries, account, locale, settings: {} };
  await ensureCluster(cluster);
  const [data, restored] = [join(cluster.folder, 'data'), join(cluster.folder, 'restored')];
  const port = await freePort();
  const lines = [
    ...settings,
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    `unix_socket_directories = '${parent}'`,
  ];
  await appendFile(join(data, 'postgresql.conf'), `${lines.join('\n')}\n`);
  if (account) await chown(parent, account.uid, account.gid);
  const control = async (...args: string[]) =>
    await runProgram(binaries.pg_ctl, ['--wait', '--silent', ...args], { account, folder: parent });
  const { status, output } = await control('start', '--pgdata', data, '--log', join(parent, 'server.log'));
  if (status !== 0) throw new Error(`the server does not start: ${output}`);
  const url = (database: string) => `postgres://pricetrail@127.0.0.1:${port}/${database}`;
  const { password } = new URL(await clusterUrl(cluster, 'postgres'));
  const as = (role: string, database: string) => `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  const machine: Machine = {
    ...{ folder: parent, data, restored, port, superuser, url, password, programs: dirname(binaries.pg_ctl) },
    sql: async (text) => await onServer(as(superuser, 'pricetrail'), text),
    stop: async () => {
      for (const each of [data, restored]) await control('stop', '--mode', 'fast', '--pgdata', each);
      await rm(parent, { recursive: true, force: true });
    },
  };
  try {
    await onServer(as('pricetrail', 'postgres'), `CREATE ROLE ${superuser} LOGIN SUPERUSER PASSWORD '${password}'`);
    for (const statement of ['ALTER ROLE pricetrail RENAME TO first', ...roleAndDatabase(password)])
      await onServer(as(superuser, 'postgres'), statement);
  } catch (error) {
    await machine.stop();
    throw error;
  }
  return machine;
}

async function onServer<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, types: valueTypes });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const installed = await installedServers();

export const embedded = installed.find((each) => each.embedded) as InstalledServer;

/** That with the programs that make backups, which the embedded one has not. */
export const withTools = installed.find(({ binaries }) => existsSync(join(dirname(binaries.pg_ctl), 'pg_basebackup')));

/** Why nothing can be typed here, if it cannot. */
export const noTools =
  withTools === undefined &&
  'pg_basebackup is not installed beside a PostgreSQL server: it comes with postgresql-15 of Debian';
