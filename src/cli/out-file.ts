import { createWriteStream, type Stats } from 'node:fs';
import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../errors.ts';

/** Tells before the work what would come out after it. @throws AppError `invalid` where no file can be written to the path */
export async function assertWritable(path: string): Promise<void> {
  const why = (await againstPath(path)) ?? (await againstFolder(path.endsWith('/') ? path : dirname(path)));
  if (why !== undefined) throw new AppError('invalid', `--out ${path}: ${why}`);
}

async function againstPath(path: string): Promise<string | undefined> {
  const there = await look(path);
  if (there === undefined || there.isFile()) return undefined;
  if (there.isDirectory()) return 'this is a folder. Name a file in it.';
  return 'this is no file. Name one, or leave --out out for standard output.';
}

async function againstFolder(path: string): Promise<string | undefined> {
  const there = await look(path);
  if (there === undefined) return `there is no folder ${path}. Make it first, or name another file.`;
  if (!there.isDirectory()) return `${path} is no folder. Name another file.`;
  const refusal = `${path} cannot be written to. Name another file, or let this user write there.`;
  return await access(path, constants.W_OK).then(
    () => undefined,
    () => refusal,
  );
}

/** Writes a file that is there once it is whole. */
export async function writeWhole(path: string, body: Readable, signal: AbortSignal): Promise<void> {
  const partial = `${path}.partial`;
  try {
    await pipeline(body, createWriteStream(partial), { signal });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function look(path: string): Promise<Stats | undefined> {
  return await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
    return undefined;
  });
}
