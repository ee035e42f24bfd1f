const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** What Standard Webhooks 1.0 recommends, in ms: three and a half days in all. */
const delays = [
  ...[5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
] as const;

const longestMs = 24 * hour;
/** Receivers that failed together are not asked again together. */
const jitter = 0.1;

/**
 * How long to wait, in ms, before a delivery is tried again.
 * @param failed how many attempts have failed
 * @param askedMs for how long the receiver asked not to be asked again, if it did (Retry-After)
 * @param random from 0 to 1
 * @returns undefined: it has been tried often enough
 */
export function retryDelay(failed: number, askedMs = 0, random: number = Math.random()): number | undefined {
  const delay = delays[failed - 1];
  if (delay === undefined) return undefined;
  return Math.max(Math.round(delay * (1 + jitter * random)), Math.min(askedMs, longestMs));
}

/** Retry-After (RFC 9110, 10.2.3) in ms from now on; undefined where there is none, or it cannot be read. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * second;
  const at = /^[a-z]{3}/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
