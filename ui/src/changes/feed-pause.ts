/** In ms. */
const backoff = { first: 1_000, most: 30_000 };
/** Nobody waits for longer, in ms, whatever the service says: timers know no more than 24 days. */
const longest = 3_600_000;

/** What the service said: how long to wait after a connection that ended, in ms; and after one that it refused, in s. */
type Said = { hintMs?: number | undefined; retryAfter?: number | undefined };

/**
 * How long to wait before the next connection, in ms: longer after each failure, never all at once, and no less than the
 * service said.
 * @param failures those since a connection was live, from 1
 */
export function pauseAfter(failures: number, { hintMs = 0, retryAfter = 0 }: Said): number {
  const pause = Math.min(backoff.first * 2 ** (failures - 1), backoff.most) * (0.5 + Math.random() / 2);
  return Math.min(Math.max(pause, hintMs, retryAfter * 1_000), longest);
}
