import type { Sample } from './watcher.ts';

/** How much more a process may hold after the faults than before them. */
const mostGrowth = 0.1;

export type Memory = { plateauMb: number; afterMb: number; growth: number };
export type Span = readonly [from: number, to: number];
/** What is compared, each in ms of the watchers' clock. */
export type Spans = { plateau: Span; after: Span };

/** What a process held before the faults and after them. */
export function memoryOf(samples: readonly Sample[], { plateau, after }: Spans): Memory {
  const [plateauMb, afterMb] = [plateau, after].map((span) => Math.round(heldIn(samples, span) / 1e6)) as [
    number,
    number,
  ];
  return { plateauMb, afterMb, growth: Number((afterMb / plateauMb - 1).toFixed(3)) };
}

/**
 * The memory of a process goes up and down by half with the collections of its heap, minutes apart. What it holds is what is
 * left of the heap after one, the least that is used at a time, and what is outside of the heap.
 */
function heldIn(samples: readonly Sample[], [from, to]: Span): number {
  const within = samples.filter(({ at }) => at >= from && at <= to);
  const outside = within.map(({ residentBytes, heapTotalBytes }) => residentBytes - heapTotalBytes);
  return Math.min(...within.map(({ heapUsedBytes }) => heapUsedBytes)) + median(outside);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** @returns a line for each process that holds more than it may */
export function grown(memory: Readonly<Record<string, Memory>>): string[] {
  return Object.entries(memory).flatMap(([name, { plateauMb, afterMb, growth }]) =>
    growth <= mostGrowth ? [] : [`${name} held ${plateauMb} MB before the faults and holds ${afterMb} after them`],
  );
}
