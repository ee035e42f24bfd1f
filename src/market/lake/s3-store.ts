import { FileCache } from './file-cache.ts';
import type { LakeStore, StoredFile } from './lake-store.ts';
import { S3Attempts } from './s3-attempts.ts';
import { openS3Client, type S3Limits, usualLimits } from './s3-client.ts';
import { S3Objects } from './s3-objects.ts';
import { S3PutNew } from './s3-put-new.ts';

/** What one request removes at most. */
const removedAtOnce = 1_000;

export type S3StoreOptions = {
  /** Such as `s3://bucket/prefix`. */
  url: string;
  /** Holds copies of what was read. */
  cacheFolder: string;
  limits?: S3Limits;
};

/**
 * A lake in S3, or a server that speaks as it does. Nothing is asked of it before it is used.
 * @throws AppError `misconfigured` where the library, its region or the folder is missing
 */
export async function openS3Store({ url, cacheFolder, limits = usualLimits }: S3StoreOptions): Promise<LakeStore> {
  const connection = await openS3Client(url, limits);
  const objects = new S3Objects(url, connection);
  const attempts = new S3Attempts(url, limits);
  const load = async (name: string, path: string) =>
    await attempts.large(async (signal) => await objects.download(name, path, signal));
  const close = async () => {
    await attempts.close();
    connection.client.destroy();
  };
  try {
    return new S3Store({ url, objects, attempts, cache: await FileCache.open(cacheFolder, load), close });
  } catch (error) {
    await close();
    throw error;
  }
}

type Parts = { url: string; objects: S3Objects; attempts: S3Attempts; cache: FileCache; close: () => Promise<void> };

class S3Store implements LakeStore {
  readonly place: string;
  readonly workshop: string;
  readonly #parts: Parts;
  readonly #putNew: S3PutNew;

  constructor(parts: Parts) {
    const { url, objects, attempts, cache } = parts;
    this.place = url;
    this.workshop = cache.workshop;
    this.#parts = parts;
    this.#putNew = new S3PutNew(url, objects, attempts);
  }

  async list(folder: string): Promise<StoredFile[]> {
    const { objects, attempts } = this.#parts;
    const files: StoredFile[] = [];
    let token: string | undefined;
    do {
      const from = token;
      const page = await attempts.small(async (signal) => await objects.page(folder, from, signal));
      files.push(...page.files);
      token = page.next;
    } while (token !== undefined);
    return files.toSorted((one, other) => (one.name < other.name ? -1 : 1)); // not all servers do
  }

  async read(name: string): Promise<Buffer | undefined> {
    return await this.#parts.attempts.small(async (signal) => await this.#parts.objects.read(name, signal));
  }

  async putNew(name: string, content: Buffer): Promise<boolean> {
    return await this.#putNew.putNew(name, content);
  }

  /** This process may read it next. */
  async put(name: string, path: string): Promise<void> {
    const { objects, attempts, cache } = this.#parts;
    await attempts.large(async (signal) => await objects.upload(name, path, signal));
    await cache.add(name, path);
  }

  async remove(names: readonly string[]): Promise<void> {
    const { objects, attempts } = this.#parts;
    for (let from = 0; from < names.length; from += removedAtOnce) {
      const some = names.slice(from, from + removedAtOnce);
      await attempts.small(async (signal) => await objects.remove(some, signal));
    }
  }

  async paths(names: readonly string[]): Promise<string[]> {
    return await this.#parts.cache.paths(names);
  }

  async keep(names: ReadonlySet<string>): Promise<void> {
    await this.#parts.cache.keep(names);
  }

  async close(): Promise<void> {
    await this.#parts.close();
  }
}
