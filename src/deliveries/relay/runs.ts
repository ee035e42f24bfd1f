import type { RelayedEvent } from './cloud-event.ts';

/**
 * Cuts events, in their order, into runs in which no key is there twice: who waits for a run before the next one keeps each key
 * in order, whatever becomes of single events of a run.
 */
export function inRuns(events: readonly RelayedEvent[]): RelayedEvent[][] {
  const runs: RelayedEvent[][] = [];
  let keys = new Set<string>();
  for (const event of events) {
    if (runs.length === 0 || keys.has(event.key)) {
      runs.push([]);
      keys = new Set();
    }
    runs.at(-1)?.push(event);
    keys.add(event.key);
  }
  return runs;
}
