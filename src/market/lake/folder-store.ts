import { randomUUID } from 'node:crypto';
import { access, constants, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../errors.ts';
import type { LakeStore, StoredFile } from './lake-store.ts';

export type FolderOptions = {
  /** 'reading' makes nothing. */
  only?: 'reading' | undefined;
  /** The one that names the folder. @default LAKE_URL */
  setting?: 'LAKE_URL' | 'DATA_DIR';
};

/**
 * A lake in a folder of this machine, or one that several share. What is stored is on disk before its name is there.
 * @throws AppError `misconfigured` where the folder cannot be made or written to
 */
export async function openFolderStore(
  root: string,
  { only, setting = 'LAKE_URL' }: FolderOptions = {},
): Promise<LakeStore> {
  const store = new FolderStore(root);
  if (only === 'reading') return store;
  try {
    await makeFolder(store.workshop);
    await access(store.workshop, constants.W_OK);
  } catch (error) {
    throw new AppError('misconfigured', `${setting}: the folder ${root} cannot be written to.`, { cause: error });
  }
  return store;
}

class FolderStore implements LakeStore {
  readonly place: string;
  readonly workshop: string;
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
    this.place = root;
    this.workshop = join(root, 'workshop');
  }

  async list(folder: string): Promise<StoredFile[]> {
    return await asked(async () => {
      const names = ((await readdir(join(this.#root, folder)).catch(nothingThere)) ?? []).toSorted();
      const files = await Promise.all(names.map(async (name) => await this.#fileOf(`${folder}/${name}`)));
      return files.filter((file) => file !== undefined);
    });
  }

  async read(name: string): Promise<Buffer | undefined> {
    return await asked(async () => await readFile(this.#path(name)).catch(nothingThere));
  }

  async putNew(name: string, content: Buffer): Promise<boolean> {
    return await asked(async () => {
      const draft = join(this.workshop, randomUUID());
      await this.#makeFolders(name);
      try {
        await writeDurably(draft, content);
        await link(draft, this.#path(name)); // fails where there is one, whoever made it
        await syncFolder(dirname(this.#path(name)));
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
    });
  }

  async put(name: string, path: string): Promise<void> {
    await asked(async () => {
      await syncFile(path);
      await this.#makeFolders(name);
      await rename(path, this.#path(name));
      await syncFolder(dirname(this.#path(name)));
    });
  }

  async remove(names: readonly string[]): Promise<void> {
    await asked(async () => {
      for (const name of names) await rm(this.#path(name), { force: true });
    });
  }

  async paths(names: readonly string[]): Promise<string[]> {
    return names.map((name) => this.#path(name));
  }

  async keep(): Promise<void> {} // they are the files themselves

  async close(): Promise<void> {}

  /** Somebody may have thrown the lake away, to have it made anew. */
  async #makeFolders(name: string): Promise<void> {
    for (const folder of [this.workshop, dirname(this.#path(name))]) await makeFolder(folder);
  }

  #path(name: string): string {
    return join(this.#root, name);
  }

  async #fileOf(name: string): Promise<StoredFile | undefined> {
    const found = await stat(this.#path(name)).catch(nothingThere);
    return found && { name, bytes: found.size, storedAt: found.mtimeMs };
  }
}

/** One after the other: in /proc, the recursive way of Node goes on for ever. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path).catch(ignoreExisting);
  }
}

function ignoreExisting(error: unknown): void {
  if (codeOf(error) !== 'EEXIST') throw error;
}

async function writeDurably(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}

/** Names are on disk once their folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new AppError('unavailable', 'The lake cannot be read or written at the moment.', { cause: error });
  }
}

function nothingThere(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
