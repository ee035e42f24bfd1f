import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../errors.ts';
import { AtMost } from './at-most.ts';

/** Where files are that can be asked for, by the first part of their names. */
const kept = ['prices', 'listings', 'replaced'];
const minuteMs = 60_000;
/** When a file was last of use is its time of change, noted so often: other processes, and those after a start, see it. */
const notedEveryMs = 5 * minuteMs;
const unusedMs = 60 * minuteMs + notedEveryMs;
/** What a process that died was making: nothing is downloaded, or made, for so long without a byte. */
const abandonedMs = { downloads: 60 * minuteMs, workshop: 24 * 60 * minuteMs };
const downloadsAtOnce = 8;

type Load = (name: string, path: string) => Promise<void>;

/** Copies of files that never change, in a folder that several processes may share. */
export class FileCache {
  readonly workshop: string;
  readonly #folder: string;
  readonly #load: Load;
  readonly #underWay = new Map<string, Promise<string>>();
  readonly #atMost = new AtMost(downloadsAtOnce);

  /**
   * @param load brings a file to a path, whole and on disk, or fails
   * @throws AppError `misconfigured` where the folder cannot be written to
   */
  static async open(folder: string, load: Load): Promise<FileCache> {
    try {
      for (const name of [...kept, ...Object.keys(abandonedMs)]) await mkdir(join(folder, name), { recursive: true });
    } catch (error) {
      throw new AppError('misconfigured', `DATA_DIR: the folder ${folder} cannot be written to.`, { cause: error });
    }
    return new FileCache(folder, load);
  }

  private constructor(folder: string, load: Load) {
    this.workshop = join(folder, 'workshop');
    this.#folder = folder;
    this.#load = load;
  }

  /** In the order of the names; what is not there is loaded. */
  async paths(names: readonly string[]): Promise<string[]> {
    return await Promise.all(names.map(async (name) => (await this.#found(name)) ?? (await this.#loaded(name))));
  }

  /** Takes a file that is there already. */
  async add(name: string, path: string): Promise<void> {
    await onDisk(async () => {
      const file = await open(path, 'r+');
      await file.sync().finally(() => file.close());
      await rename(path, join(this.#folder, name));
    });
  }

  /** Removes the others once they have not been of use for an hour: who reads them may still be at it. */
  async keep(names: ReadonlySet<string>): Promise<void> {
    await onDisk(async () => {
      for (const folder of kept) {
        for (const name of await this.#namesIn(folder)) {
          if (names.has(name)) await this.#found(name);
          else await this.#removeIfOlder(name, unusedMs);
        }
      }
      for (const [folder, ms] of Object.entries(abandonedMs))
        for (const name of await this.#namesIn(folder)) await this.#removeIfOlder(name, ms);
    });
  }

  async #namesIn(folder: string): Promise<string[]> {
    return (await readdir(join(this.#folder, folder))).map((name) => `${folder}/${name}`);
  }

  async #removeIfOlder(name: string, ms: number): Promise<void> {
    const path = join(this.#folder, name);
    const age = await ageOf(path);
    if (age !== undefined && age > ms) await rm(path, { force: true, recursive: true });
  }

  /** @returns its path, if it is there; it is of use now */
  async #found(name: string): Promise<string | undefined> {
    const path = join(this.#folder, name);
    const age = await ageOf(path);
    if (age === undefined) return undefined;
    if (age > notedEveryMs) await utimes(path, new Date(), new Date()).catch(nothingThere);
    return path;
  }

  /** Several who ask at the same time have it loaded once. */
  async #loaded(name: string): Promise<string> {
    const loading = this.#underWay.get(name);
    if (loading) return await loading;
    const bringing = this.#atMost
      .run(async () => await onDisk(async () => await this.#bring(name)))
      .finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, bringing);
    return await bringing;
  }

  async #bring(name: string): Promise<string> {
    const path = await this.#found(name); // since another process may have brought it meanwhile
    if (path !== undefined) return path;
    const draft = join(this.#folder, 'downloads', randomUUID());
    try {
      await this.#load(name, draft);
      await rename(draft, join(this.#folder, name));
    } finally {
      await rm(draft, { force: true });
    }
    return join(this.#folder, name);
  }
}

/** How long ago it changed, in ms; undefined: it is not there. */
async function ageOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(nothingThere);
  return found && Date.now() - found.mtimeMs;
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = `The copies of the lake cannot be read or written (${(error as NodeJS.ErrnoException).code}).`;
    throw new AppError('unavailable', message, { cause: error });
  }
}

function nothingThere(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
