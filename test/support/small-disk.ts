import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, open, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type SmallDisk = { path: string; remove(): Promise<void> };

/** A file system of its own in memory. @returns undefined where this account may not mount one. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const path = await mkdtemp(join(tmpdir(), 'pricetrail-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'pricetrail-test', path]);
  if (mounted.status !== 0) {
    await rmdir(path);
    return undefined;
  }
  await chmod(path, 0o711); // the account that the server runs as for root has to get in
  return {
    path,
    remove: async () => {
      const { status, stderr } = spawnSync('umount', [path], { encoding: 'utf8' });
      if (status !== 0) throw new Error(`umount ${path}: ${stderr}`);
      await rmdir(path);
    },
  };
}

/** Writes a file that takes all the room that its disk has left. */
export async function fillDisk(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const size of [2 ** 20, 2 ** 12]) {
      while (
        await file.write(Buffer.alloc(size)).then(
          () => true,
          () => false,
        )
      );
    }
  } finally {
    await file.close();
  }
}
