const soonMs = 5_000;
const shortestMs = 100;
const longestMs = 30_000;

/**
 * How long to wait before another worker takes the place of one that ended: not at all, unless it ended soon after it
 * started; each time that happens, twice as long as before.
 * @param livedMs how long it lived
 * @param before what was waited before it started, in ms
 */
export function restartDelay(livedMs: number, before: number): number {
  if (livedMs > soonMs) return 0;
  return Math.min(longestMs, Math.max(shortestMs, before * 2));
}
