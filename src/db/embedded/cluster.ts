import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../errors.ts';
import { type Account, checkReach } from './account.ts';
import type { Binaries } from './binaries.ts';
import { removeStaleLocks } from './postmaster-file.ts';
import { runProgram } from './run-program.ts';
import { socketFolder } from './socket-folder.ts';

/** A PostgreSQL cluster in a folder: `data` (its files), `password` (its superuser's), `server.log`, its socket. */
export type Cluster = {
  folder: string;
  binaries: Binaries;
  account: Account;
  /** Options of initdb that choose the collation. */
  locale: readonly string[];
  /** Server parameters beside the built-in ones. */
  settings: Readonly<Record<string, string>>;
};

/** The role that owns the cluster. */
const superuser = 'pricetrail';

const staleAfterMs = 60_000;

/**
 * Makes the cluster where it is missing. It is made aside and renamed, so that a crash leaves none half-made, and of
 * several processes at once one wins.
 * @throws AppError `misconfigured` where the folder cannot be one.
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const parent = dirname(cluster.folder);
  if (await isCluster(cluster)) return checkReach(cluster.account, parent);
  await makeDataDir(parent, cluster.account ? 0o711 : 0o700);
  checkReach(cluster.account, parent);
  await removeLeftovers(parent);
  const making = await mkdtemp(join(parent, 'making-'));
  await makeCluster({ ...cluster, folder: making });
  await rename(making, cluster.folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(making, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

/** @throws AppError `misconfigured` where a file stands in the way. */
async function makeDataDir(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode }).catch((error: NodeJS.ErrnoException) => {
    const is = error.code === 'EEXIST' ? 'is a file' : error.code === 'ENOTDIR' ? 'is in a file' : undefined;
    if (is === undefined) throw error;
    throw new AppError('misconfigured', `DATA_DIR, ${path}, ${is}: name a folder.`, { cause: error });
  });
}

/** Whether its folder has a cluster. */
export async function isCluster({ folder }: Cluster): Promise<boolean> {
  return await exists(join(folder, 'data', 'PG_VERSION'));
}

async function makeCluster(cluster: Cluster): Promise<void> {
  const passwordFile = join(cluster.folder, 'password');
  await writeFile(passwordFile, randomBytes(32).toString('hex'), { mode: 0o600 });
  if (cluster.account) {
    await chown(cluster.folder, cluster.account.uid, cluster.account.gid);
    await chown(passwordFile, cluster.account.uid, cluster.account.gid);
  }
  const options = [
    ...['--pgdata', 'data', '--username', superuser, '--pwfile', 'password', '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--no-instructions', ...cluster.locale],
  ];
  const made = await runProgram(cluster.binaries.initdb, options, cluster);
  if (made.status !== 0) throw new AppError('unavailable', `initdb failed: ${made.output}`);
}

/** Folders of an initdb that was killed. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    if (!name.startsWith('making-') || Date.now() - (await stat(folder)).mtimeMs < staleAfterMs) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the server and waits until it takes connections. @returns undefined, or why it did not start. */
export async function startCluster(cluster: Cluster): Promise<string | undefined> {
  await removeStaleLocks(join(cluster.folder, 'data'), await socketFolder(cluster.folder, cluster.account));
  const settings = {
    listen_addresses: '',
    unix_socket_directories: await socketDirectory(cluster),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...cluster.settings,
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const { status, output } = await controlCluster(cluster, [
    ...['start', '--wait', '--timeout', '300', '--silent', '--log', 'server.log', '--options', options.join(' ')],
  ]);
  return status === 0 ? undefined : `${output}\n${await lastOfLog(cluster)}`.trim();
}

/** Stops the server: sessions are ended, what is committed is on disk. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  await controlCluster(cluster, ['stop', '--mode', 'fast', '--wait', '--silent']);
}

/** The address of a database of the cluster, through its socket. */
export async function clusterUrl(cluster: Cluster, database: string): Promise<string> {
  const password = (await readFile(join(cluster.folder, 'password'), 'utf8')).trim();
  const folder = await socketFolder(cluster.folder, cluster.account);
  return `postgres://${superuser}:${password}@localhost/${database}?host=${encodeURIComponent(folder)}`;
}

/** Paths are given from within the folder, since pg_ctl hands them to a shell. */
async function controlCluster({ binaries, account, folder }: Cluster, args: readonly string[]) {
  return await runProgram(binaries.pg_ctl, [...args, '--pgdata', 'data'], { account, folder });
}

/** The server works in `data`: its socket is one folder up. */
async function socketDirectory({ folder, account }: Cluster): Promise<string> {
  const sockets = await socketFolder(folder, account);
  return sockets === folder ? '..' : sockets;
}

async function lastOfLog(cluster: Cluster): Promise<string> {
  const log = await readFile(join(cluster.folder, 'server.log'), 'utf8').catch(() => '');
  return log.trimEnd().split('\n').slice(-5).join('\n');
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
