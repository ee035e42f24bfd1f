import { randomBytes } from 'node:crypto';
import { fstatSync, type Stats } from 'node:fs';
import { access, constants, type FileHandle, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../errors.ts';

/**
 * Tells before the work what would come out after it.
 * @returns the file to write: where the path is a link, what it leads to, so that it stays one
 * @throws AppError `invalid` where no file can be written to the path
 */
export async function findOutFile(path: string): Promise<string> {
  const file = await endOfLinks(path);
  const why = (await againstPath(path)) ?? (file === undefined ? leadsNowhere : await againstFile(file));
  if (file === undefined || why !== undefined) throw new AppError('invalid', `--out ${path || '""'}: ${why}`);
  return file;
}

const leadsNowhere = 'this is a link to what is not there, or may not be reached. Name a file.';

async function againstPath(path: string): Promise<string | undefined> {
  if (path === '') return 'this is no name. Name a file, or leave out --out for standard output.';
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) return undefined;
  if (there.isDirectory()) return 'this is a folder. Name a file in it.';
  if (!there.isFile()) return 'this is no file. Name one, or leave out --out for standard output.';
  return isStandardOutput(there) ? 'this is standard output. Name another file, or leave out --out.' : undefined;
}

/** What others write there as well, before and after, would be lost with the file that is replaced. */
function isStandardOutput({ dev, ino }: Stats): boolean {
  const out = fstatSync(process.stdout.fd);
  return out.dev === dev && out.ino === ino;
}

/** @returns undefined for a link that leads to nothing that can be reached */
async function endOfLinks(path: string): Promise<string | undefined> {
  const there = await lstat(path).catch(() => undefined);
  return there?.isSymbolicLink() ? await realpath(path).catch(() => undefined) : path;
}

async function againstFile(file: string): Promise<string | undefined> {
  return (await againstFolder(file.endsWith('/') ? file : dirname(file))) ?? (await againstName(partialOf(file)));
}

async function againstFolder(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return `${path} is no folder. Name another file.`;
    await access(path, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    if (isMissing(error)) return `there is no folder ${path}. Make it first, or name another file.`;
    return `${path} cannot be written to. Name another file, or let this user write there.`;
  }
}

/** What is written first has a longer name. */
async function againstName(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch((error: unknown) => error);
  return isMissing(found) ? undefined : 'no file of this name can be written. Name another file.';
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/**
 * Writes a file that is there once it is whole, and on the disk. What takes the place of a file is its owner's and group's, where
 * this user may give it to them, and as closed as that was. Of several that write one file at once the last stays.
 */
export async function writeWhole(file: string, body: Readable, signal: AbortSignal): Promise<void> {
  try {
    const replaced = await stat(file).catch(unlessMissing);
    const partial = partialOf(file);
    const handle = await open(partial, 'wx', replaced ? 0o600 : 0o666);
    try {
      await writeInto(handle, { replaced, body, signal });
      await rename(partial, file);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  } finally {
    body.destroy(); // also one of which nothing was read
  }
  await syncFolder(dirname(file));
}

type Content = { replaced: Stats | undefined; body: Readable; signal: AbortSignal };

async function writeInto(handle: FileHandle, { replaced, body, signal }: Content): Promise<void> {
  try {
    if (replaced) await closeToOthers(handle, replaced);
    await pipeline(body, (chunks: AsyncIterable<Buffer>) => handle.writeFile(chunks), { signal });
    await handle.sync(); // a name that is there after a power cut would else lead to less
  } finally {
    await handle.close();
  }
}

/** Where its group cannot be kept, another one may do no more than everybody. */
async function closeToOthers(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const keepGroup = () => handle.chown(-1, gid);
  await handle
    .chown(uid, gid)
    .catch(keepGroup)
    .catch(() => {});
  const isOfGroup = (await handle.stat()).gid === gid;
  await handle.chmod(mode & (isOfGroup ? 0o777 : 0o707 | ((mode & 0o007) << 3)));
}

/** Has the name outlast a power cut, too, where the folder may be opened; the file is whole in any case. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

function unlessMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** Another one each time: nobody else writes there. */
function partialOf(file: string): string {
  return `${file}.${randomBytes(4).toString('hex')}.partial`;
}
