import { spawnSync } from 'node:child_process';
import { AppError } from '../../errors.ts';

/** The operating system's account that PostgreSQL runs as; undefined: the account of this process. */
export type Account = { uid: number; gid: number } | undefined;

const accountName = 'pricetrail';

/**
 * PostgreSQL refuses to run as root. For root an account of its own is found, or made the first time, so that nobody
 * else's processes share it.
 * @throws AppError `misconfigured` where it cannot be made.
 */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return undefined;
  return findAccount() ?? makeAccount();
}

function findAccount(): Account {
  const uid = Number(run('id', ['-u', accountName]) ?? Number.NaN);
  const gid = Number(run('id', ['-g', accountName]) ?? Number.NaN);
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : undefined;
}

function makeAccount(): Account {
  run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName]) ??
    run('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', accountName]);
  const account = findAccount();
  if (account) return account;
  throw new AppError(
    'misconfigured',
    `PostgreSQL does not run as root, and the account "${accountName}" could not be made for it: make it (useradd --system ${accountName}), start as another account, or set DATABASE_URL.`,
  );
}

/** Whether the account gets into the folder and, if one is named, may run the program: root's own home is closed to it. */
export function reaches(account: Account, folder: string, program?: string): boolean {
  if (!account) return true;
  const script = program ? 'cd "$1" && test -x "$2"' : 'cd "$1"';
  const args = ['-c', script, 'sh', folder, ...(program ? [program] : [])];
  return spawnSync('/bin/sh', args, { ...account, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** @throws AppError `misconfigured` where the account may not enter the folder, with what to do. */
export function checkReach(account: Account, folder: string): void {
  if (reaches(account, folder)) return;
  throw new AppError(
    'misconfigured',
    `PostgreSQL does not run as root but as the account "${accountName}", which may not enter ${folder}: set DATA_DIR to a folder open to it (such as /var/lib/pricetrail), start as another account, or set DATABASE_URL.`,
  );
}

function run(command: string, args: string[]): string | undefined {
  const result = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return result.status === 0 ? result.stdout.trim() : undefined;
}
