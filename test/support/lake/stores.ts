import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFolderStore } from '../../../src/market/lake/folder-store.ts';
import type { LakeStore } from '../../../src/market/lake/lake-store.ts';
import { type S3Limits, usualLimits } from '../../../src/market/lake/s3-client.ts';
import { openS3Store, type S3StoreOptions } from '../../../src/market/lake/s3-store.ts';
import { type S3Server, startS3Server } from './s3-server.ts';

/** Pauses are short. */
const patient: S3Limits = { ...usualLimits, pauseMs: 5 };
/** For where the server never answers, since under load it may take its time. */
export const impatient: S3Limits = { ...patient, idleMs: 100 };

export type Stores = {
  server: S3Server;
  /** A lake of its own for each, or another opening of one that is there. */
  folder(root?: string): Promise<LakeStore>;
  s3(options?: Partial<S3StoreOptions>): Promise<LakeStore>;
  newFolder(): Promise<string>;
  stop(): Promise<void>;
};

export async function startStores(): Promise<Stores> {
  const server = await startS3Server();
  const parent = await mkdtemp(join(tmpdir(), 'pricetrail-lake-'));
  const opened: LakeStore[] = [];
  const newFolder = async () => await mkdtemp(join(parent, 'folder-'));
  const noted = (store: LakeStore) => {
    opened.push(store);
    return store;
  };
  return {
    server,
    newFolder,
    folder: async (root) => noted(await openFolderStore(root ?? (await newFolder()))),
    s3: async (options) =>
      noted(await openS3Store({ url: server.lake(), cacheFolder: await newFolder(), limits: patient, ...options })),
    stop: async () => {
      await Promise.all(opened.map((store) => store.close()));
      await server.stop();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

/** Stores a file of random bytes. @returns them */
export async function putSome(store: LakeStore, name: string, size = 1_000): Promise<Buffer> {
  const content = randomBytes(size);
  const path = join(store.workshop, name.replace('/', '-'));
  await writeFile(path, content);
  await store.put(name, path);
  return content;
}
