/** For how long reads bring a token: a replica is not further behind, or not in use. */
const rememberMs = 60_000;

type Headers = { get(name: string): string | null; set(name: string, value: string): void };
type Message = { method: string; headers: Headers };

export const tokenField = 'consistency-token';

/**
 * Lets reads see what this page has written, also what was refused, and the changes that it has read in the feed or was told,
 * where a replica answers them: the latest token of each goes with the reads of the next minute. @param now in UTC milliseconds
 */
export function consistencyTokens(now: () => number = Date.now) {
  const latest = { written: none, read: none, told: none };
  return {
    bring(request: Message): void {
      const recent = Object.values(latest).filter(({ at }) => now() - at < rememberMs);
      if (request.method !== 'GET' || recent.length === 0) return;
      request.headers.set(tokenField, recent.map(({ token }) => token).join(', '));
    },
    /** What a page of the feed says may be older than a write that was answered before it. */
    answered({ method }: Pick<Message, 'method'>, response: { headers: Pick<Headers, 'get'> }): void {
      const token = response.headers.get(tokenField);
      if (token !== null) latest[method === 'GET' ? 'read' : 'written'] = { token, at: now() };
    },
    /** @param token as a stream of changes tells it, before them */
    told(token: string): void {
      latest.told = { token, at: now() };
    },
  };
}

const none = { token: '', at: Number.NEGATIVE_INFINITY };
