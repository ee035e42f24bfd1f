import { createWriteStream, fstatSync, type Stats } from 'node:fs';
import { access, constants, lstat, realpath, rename, rm, stat } from 'node:fs/promises';
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
  return (await againstFolder(file.endsWith('/') ? file : dirname(file))) ?? (await againstPartial(partialOf(file)));
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

/** What one that was killed has left is written over. */
async function againstPartial(path: string): Promise<string | undefined> {
  const refusal = `${path}, which is written first, cannot be. Remove what is there, or name another file.`;
  try {
    if (!(await lstat(path)).isFile()) return refusal;
    await access(path, constants.W_OK);
    return undefined;
  } catch (error) {
    return isMissing(error) ? undefined : refusal;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Writes a file that is there once it is whole. */
export async function writeWhole(file: string, body: Readable, signal: AbortSignal): Promise<void> {
  const partial = partialOf(file);
  try {
    await pipeline(body, createWriteStream(partial), { signal });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

function partialOf(file: string): string {
  return `${file}.partial`;
}
