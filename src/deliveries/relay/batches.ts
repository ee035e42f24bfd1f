import type { RelayedEvent } from './cloud-event.ts';

/** Half of what a broker takes at once, where nobody has changed it. */
const mostBytes = 512 * 1_024;

/** Cuts events, in their order, into batches of a bounded size; one that is larger is alone. */
export function inBatches<T extends RelayedEvent>(events: readonly T[], most: number = mostBytes): T[][] {
  const batches: T[][] = [];
  let left = 0;
  for (const event of events) {
    const bytes = Buffer.byteLength(event.json);
    if (batches.length === 0 || bytes > left) {
      batches.push([]);
      left = most;
    }
    batches.at(-1)?.push(event);
    left -= bytes;
  }
  return batches;
}
