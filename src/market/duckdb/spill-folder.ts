import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Nothing that is asked takes so long, in ms. */
const abandonedMs = 86_400_000;

/** A folder of its own for each process: two of DuckDB that share one overwrite what the other put there, and crash. */
export function newSpillFolder(parent: string): string {
  void clearAbandoned(parent).catch(() => {}); // there may be none yet
  return join(parent, randomUUID());
}

/** What a process left that was killed together with the one that started it. */
async function clearAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    if (Date.now() - (await stat(path)).mtimeMs > abandonedMs) await rm(path, { recursive: true, force: true });
  }
}
