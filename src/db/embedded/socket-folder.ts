import { createHash } from 'node:crypto';
import { chown, mkdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../errors.ts';
import type { Account } from './account.ts';

/** A socket's path has at most 104 bytes on macOS, 108 on Linux. */
const longestPath = 100;
const socketName = '.s.PGSQL.5432';

/**
 * Where the server's socket is: in the cluster's own folder, which nobody else may enter, so that whoever answers there
 * is the server. Where that path is too long for a socket, in a folder as closed under the system's for temporary files.
 * @throws AppError `misconfigured` where somebody else has made that folder.
 */
export async function socketFolder(folder: string, account: Account): Promise<string> {
  if (Buffer.byteLength(join(folder, socketName)) <= longestPath) return folder;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 20);
  const short = join(tmpdir(), `pricetrail-${name}`);
  const made = await mkdir(short, { mode: 0o700 }).then(
    () => true,
    () => false,
  );
  if (made && account) await chown(short, account.uid, account.gid);
  const { uid, mode } = await stat(short);
  if (uid === (account?.uid ?? process.getuid?.()) && (mode & 0o077) === 0) return short;
  throw new AppError(
    'misconfigured',
    `${short} is not this account's alone: remove it, or set DATA_DIR to a shorter path.`,
  );
}
