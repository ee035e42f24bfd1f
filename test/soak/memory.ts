import type { Sample } from './watcher.ts';

/** How much more a process may hold after the faults than before them. */
const mostGrowth = 0.1;

/** In MB: all, and of it what is left of the heap after a collection. */
type Held = { mb: number; heapMb: number };
export type Memory = { plateau: Held; after: Held; growth: number };
export type Span = readonly [from: number, to: number];
/** What is compared, each in ms of the watchers' clock. */
export type Spans = { plateau: Span; after: Span };

/** What a process held before the faults and after them. */
export function memoryOf(samples: readonly Sample[], { plateau, after }: Spans): Memory {
  const [before, later] = [heldIn(samples, plateau), heldIn(samples, after)];
  return { plateau: before, after: later, growth: Number((later.mb / before.mb - 1).toFixed(3)) };
}

/**
 * The memory of a process goes up and down by half with the collections of its heap, minutes apart. What it holds is what is
 * left of the heap after one, the least that is used at a time, and what is outside of the heap.
 */
function heldIn(samples: readonly Sample[], [from, to]: Span): Held {
  const within = samples.filter(({ at }) => at >= from && at <= to);
  const outside = within.map(({ residentBytes, heapTotalBytes }) => residentBytes - heapTotalBytes);
  const heap = Math.min(...within.map(({ heapUsedBytes }) => heapUsedBytes));
  return { mb: Math.round((heap + median(outside)) / 1e6), heapMb: Math.round(heap / 1e6) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** @returns a line for each process that holds more than it may */
export function grown(memory: Readonly<Record<string, Memory>>): string[] {
  return Object.entries(memory).flatMap(([name, { plateau, after, growth }]) =>
    growth <= mostGrowth ? [] : [`${name} held ${plateau.mb} MB before the faults and holds ${after.mb} after them`],
  );
}
