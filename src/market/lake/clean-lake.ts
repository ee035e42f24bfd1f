import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LakeStore } from './lake-store.ts';
import { filesOf, readManifests } from './manifest.ts';

/** Files stay for so long after they counted last, in ms: whoever found them in a manifest may be reading them. */
export const keptMs = 3_600_000;

/**
 * Removes the files that no manifest of the last hour names, and earlier manifests. What is younger than that may be of
 * somebody who is making the next one.
 * @param now in UTC milliseconds
 */
export async function cleanLake(store: LakeStore, now: number): Promise<void> {
  const manifests = await readManifests(store);
  const last = manifests.at(-1);
  if (!last) return;
  // One counted until the next one was stored.
  const counting = manifests.filter((_, at) => now - (manifests[at + 1]?.storedAt ?? now) <= keptMs);
  // One that another version made may name any of the files.
  if (counting.some(({ manifest }) => manifest === undefined)) return;
  const named = new Set(counting.flatMap(({ manifest }) => (manifest ? filesOf(manifest) : [])));
  const kept = new Set(counting.map(({ name }) => name));
  await store.remove(manifests.map(({ name }) => name).filter((name) => !kept.has(name)));
  for (const folder of ['prices', 'listings', 'replaced']) {
    const files = await store.list(folder);
    const old = files.filter(({ name, storedAt }) => !named.has(name) && now - storedAt > keptMs);
    await store.remove(old.map(({ name }) => name));
  }
  await store.keep(named);
  await clearWorkshop(store.workshop, now);
}

/** What somebody was making who was ended. */
async function clearWorkshop(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found && now - found.mtimeMs > keptMs) await rm(join(folder, name), { recursive: true, force: true });
  }
}
