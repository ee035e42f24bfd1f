import { randomUUID } from 'node:crypto';
import { mkdirSync, utimesSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Nothing that is asked takes so long, in ms. */
const abandonedMs = 86_400_000;

/** A folder of its own for each process: two of DuckDB that share one overwrite what the other put there, and crash. */
export function newSpillFolder(parent: string): string {
  void clearAbandoned(parent).catch(() => {}); // there may be none yet
  return join(parent, randomUUID());
}

/** Is called before each question: another process may have taken the folder for abandoned since the last one. */
export function keepSpillFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
    const now = new Date();
    utimesSync(path, now, now);
  } catch {} // without one, what fits into memory is answered
}

/** What a process left that was killed together with the one that started it. */
async function clearAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const path = join(parent, name);
    if (Date.now() - (await stat(path)).mtimeMs > abandonedMs) await rm(path, { recursive: true, force: true });
  }
}
