import { setTimeout as sleep } from 'node:timers/promises';
import type { MemoryUsage } from './collected-memory.ts';

/** How much more a process may hold after the faults than before them. */
const mostGrowth = 0.1;
const looks = 5;

/** In MB: all, and of it what is in the heap. */
export type Held = { mb: number; heapMb: number };
export type Memory = { plateau: Held; after: Held; growth: number };

/**
 * What a process holds: the least of some looks, each right after a collection, since it goes on working meanwhile. It is what is
 * used of the heap, and all that is outside of it: how much room the heap has beyond that is V8's choice, and goes up and down by
 * half within minutes.
 */
export async function heldBy(process: { collectedMemory(): Promise<MemoryUsage> }, pauseMs = 1_000): Promise<Held> {
  const held: Held[] = [];
  while (held.length < looks) {
    if (held.length > 0) await sleep(pauseMs);
    const { rss, heapTotal, heapUsed } = await process.collectedMemory();
    held.push({ mb: Math.round((rss - heapTotal + heapUsed) / 1e6), heapMb: Math.round(heapUsed / 1e6) });
  }
  return held.reduce((least, one) => (one.mb < least.mb ? one : least));
}

export function compared(plateau: Held, after: Held): Memory {
  return { plateau, after, growth: Number((after.mb / plateau.mb - 1).toFixed(3)) };
}

/** @returns a line for each process that holds more than it may */
export function grown(memory: Readonly<Record<string, Memory>>): string[] {
  return Object.entries(memory).flatMap(([name, { plateau, after, growth }]) =>
    growth <= mostGrowth ? [] : [`${name} held ${plateau.mb} MB before the faults and holds ${after.mb} after them`],
  );
}
