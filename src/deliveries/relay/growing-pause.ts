const [shortestMs, longestMs] = [500, 30_000];

/** How long to wait, in ms, after so many failures in a row: twice as long each time, up to half a minute. */
export function growingPause(failures: number): number {
  return Math.min(longestMs, shortestMs * 2 ** Math.max(0, failures - 1));
}
