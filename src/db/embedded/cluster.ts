import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { AppError } from '../../errors.ts';
import { type Account, checkReach } from './account.ts';
import type { Binaries } from './binaries.ts';

/** A PostgreSQL cluster in a folder: `data` (its files), `password` (its superuser's), `server.log`. */
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
export const superuser = 'pricetrail';

const staleAfterMs = 60_000;

/**
 * Makes the cluster where it is missing. It is made aside and renamed, so that a crash leaves none half-made, and of
 * several processes at once one wins.
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const parent = dirname(cluster.folder);
  if (await exists(join(cluster.folder, 'data', 'PG_VERSION'))) return checkReach(cluster.account, parent);
  await mkdir(parent, { recursive: true, mode: cluster.account ? 0o711 : 0o700 });
  checkReach(cluster.account, parent);
  await removeLeftovers(parent);
  const making = await mkdtemp(join(parent, 'making-'));
  await makeCluster({ ...cluster, folder: making });
  await rename(making, cluster.folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(making, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function makeCluster(cluster: Cluster): Promise<void> {
  const passwordFile = join(cluster.folder, 'password');
  await writeFile(passwordFile, randomBytes(32).toString('hex'), { mode: 0o600 });
  if (cluster.account) {
    await chown(cluster.folder, cluster.account.uid, cluster.account.gid);
    await chown(passwordFile, cluster.account.uid, cluster.account.gid);
  }
  const made = await run(cluster, cluster.binaries.initdb, [
    ...['--pgdata', join(cluster.folder, 'data'), '--username', superuser, '--pwfile', passwordFile],
    ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-instructions', ...cluster.locale],
  ]);
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

/** The superuser's password; only this account and root can read it. */
export async function clusterPassword(cluster: Cluster): Promise<string> {
  return (await readFile(join(cluster.folder, 'password'), 'utf8')).trim();
}

/** Starts the server on a loopback port and waits until it takes connections. False: it did not start, the log says why. */
export async function startCluster(cluster: Cluster, preferredPort?: number): Promise<boolean> {
  await ensurePostmasterFileIsCurrent(cluster);
  const settings = {
    port: String(preferredPort ?? (await freePort())),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...cluster.settings,
  };
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const started = await run(cluster, cluster.binaries.pg_ctl, [
    ...['start', '--wait', '--timeout', '300', '--silent', '--pgdata', join(cluster.folder, 'data')],
    ...['--log', join(cluster.folder, 'server.log'), '--options', options.join(' ')],
  ]);
  return started.status === 0;
}

/** Stops the server: sessions are ended, what is committed is on disk. */
export async function stopCluster(cluster: Cluster): Promise<void> {
  const data = join(cluster.folder, 'data');
  await run(cluster, cluster.binaries.pg_ctl, ['stop', '--mode', 'fast', '--wait', '--silent', '--pgdata', data]);
}

/** The last lines of the server's log, for a message. */
export async function clusterLog(cluster: Cluster): Promise<string> {
  const log = await readFile(join(cluster.folder, 'server.log'), 'utf8').catch(() => '');
  return log.trimEnd().split('\n').slice(-5).join('\n');
}

/** The port of a server that runs, or is said to run, in the folder. */
export async function clusterPort(cluster: Cluster): Promise<number | undefined> {
  const lines = await postmasterFile(cluster);
  const port = Number(lines?.[3]);
  return Number.isInteger(port) && port > 0 ? port : undefined;
}

async function postmasterFile(cluster: Cluster): Promise<string[] | undefined> {
  const text = await readFile(join(cluster.folder, 'data', 'postmaster.pid'), 'utf8').catch(() => undefined);
  return text?.split('\n');
}

/**
 * After a power cut or in a new container the process id in `postmaster.pid` may be another program's by now, which
 * PostgreSQL takes for itself: then the file goes.
 */
async function ensurePostmasterFileIsCurrent(cluster: Cluster): Promise<void> {
  const pid = Number((await postmasterFile(cluster))?.[0]);
  if (!Number.isInteger(pid)) return;
  const command = await commandOf(pid);
  if (command === undefined || command.includes('postgres')) return;
  await rm(join(cluster.folder, 'data', 'postmaster.pid'), { force: true });
}

/** The command line of a process; undefined where it cannot be told. */
async function commandOf(pid: number): Promise<string | undefined> {
  const fromProc = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined);
  if (fromProc !== undefined) return fromProc;
  const listed = await run(undefined, '/bin/ps', ['-o', 'command=', '-p', String(pid)]);
  return listed.status === 0 ? listed.output : undefined;
}

/** A port of the loopback address that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

async function run(cluster: Cluster | undefined, command: string, args: string[]) {
  // Not this process's environment: DATABASE_URL is none of its business, and PGPORT and the like would change it.
  const child = spawn(command, args, {
    ...cluster?.account,
    cwd: '/',
    detached: true, // Ctrl-C is for this process; it stops the server itself
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return await new Promise<{ status: number | null; output: string }>((resolve, reject) => {
    child.once('error', reject).once('exit', (status) => resolve({ status, output: output.trim() }));
  });
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
