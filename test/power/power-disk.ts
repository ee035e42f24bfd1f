import { chmod, mkdir, readFile, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { command } from './command.ts';

// A disk whose power can be cut at an instant without cutting it:
//
//   folder/outer.img (in memory, which is fast) ─loop─▶ folder/outer (ext4)
//                              └ disk.img ─loop, direct I/O─▶ folder/disk (ext4): the data folder
//
// What PostgreSQL has written but not synced is in the page cache of folder/disk alone, and so not in disk.img. While
// folder/outer is frozen nothing gets into disk.img: a copy of it is what a power cut at that instant would have left.
// The copy has what the disk took, flushed or not: a disk that loses its own cache is not played.

export type PowerDisk = {
  /** Where the file system is mounted. */
  path: string;
  /** Cuts the power of a copy. @returns where the copy is mounted, its journal replayed. */
  cut(): Promise<MountedCopy>;
  remove(): Promise<void>;
};

export type MountedCopy = { path: string; frozenMs: number; remove(): Promise<void> };

type Undo = () => Promise<unknown>;

/** Makes such a disk in a new folder; needs root and loop devices. */
export async function makePowerDisk(folder: string): Promise<PowerDisk> {
  const undo: Undo[] = [];
  const remove = () => undoAll(undo);
  try {
    await mkdir(folder, { mode: 0o711 });
    undo.push(() => rmdir(folder));
    const outer = join(folder, 'outer');
    undo.push(() => rm(`${outer}.img`, { force: true }));
    await makeImage(`${outer}.img`, '1500M');
    await mountImage({ image: `${outer}.img`, path: outer, undo });
    const image = join(outer, 'disk.img');
    await makeImage(image, '1000M');
    const path = join(folder, 'disk');
    const loop = await mountImage({ image, path, undo, options: ['--direct-io=on'] });
    const direct = (await readFile(`/sys/block/${basename(loop)}/loop/dio`, 'utf8')).trim();
    if (direct !== '1') throw new Error(`${loop} does not take direct I/O`);
    return { path, cut: () => cutPower({ folder, outer, image }), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function cutPower({
  folder,
  outer,
  image,
}: {
  folder: string;
  outer: string;
  image: string;
}): Promise<MountedCopy> {
  const path = join(folder, 'copy');
  const undo: Undo[] = [() => rm(`${path}.img`, { force: true })];
  const remove = () => undoAll(undo);
  try {
    await command('fsfreeze', '--freeze', outer);
    const from = performance.now();
    await command('cp', '--sparse=always', image, `${path}.img`).finally(() =>
      command('fsfreeze', '--unfreeze', outer),
    );
    const frozenMs = performance.now() - from;
    await mountImage({ image: `${path}.img`, path, undo });
    return { path, frozenMs, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeImage(path: string, size: string): Promise<void> {
  await command('truncate', '--size', size, path);
  await command('mkfs.ext4', '-q', '-E', 'lazy_itable_init=0,lazy_journal_init=0', path);
}

type Mounting = { image: string; path: string; undo: Undo[]; options?: string[] };

/** @returns the loop device. */
async function mountImage({ image, path, undo, options = [] }: Mounting): Promise<string> {
  const loop = await command('losetup', '--find', '--show', ...options, image);
  undo.push(() => command('losetup', '--detach', loop));
  await mkdir(path);
  undo.push(() => rmdir(path)); // never more: it fails where something is still mounted
  await command('mount', '-o', 'noatime', loop, path);
  undo.push(() => unmount(path));
  await chmod(path, 0o711); // the account that the server runs as for root has to get in
  return loop;
}

/** A process that has just ended, or a loop device within, keeps a file system busy for a moment. */
async function unmount(path: string): Promise<void> {
  for (const end = performance.now() + 10_000; ; await sleep(100)) {
    const failure = await command('umount', path).then(
      () => undefined,
      (error: Error) => error,
    );
    if (!failure) return;
    if (performance.now() > end) throw failure;
  }
}

/** All of them in reverse order, whatever fails. */
async function undoAll(undo: Undo[]): Promise<void> {
  const failures: unknown[] = [];
  for (const each of undo.splice(0).toReversed()) await each().catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, `not everything was undone: ${failures.join('; ')}`);
}
