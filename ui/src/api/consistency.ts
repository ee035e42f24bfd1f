/** For how long reads bring the token of a write: a replica is not further behind, or not in use. */
const rememberMs = 60_000;

type Headers = { get(name: string): string | null; set(name: string, value: string): void };
type Message = { method: string; headers: Headers };

const field = 'consistency-token';

/**
 * Lets reads see the writes of this page where a replica answers them: the token of the latest write, also of one that was
 * refused, goes with the reads of the next minute. @param now in UTC milliseconds
 */
export function consistencyTokens(now: () => number = Date.now) {
  let latest = { token: '', at: Number.NEGATIVE_INFINITY };
  return {
    bring(request: Message): void {
      if (request.method === 'GET' && now() - latest.at < rememberMs) request.headers.set(field, latest.token);
    },
    note(response: { headers: Pick<Headers, 'get'> }): void {
      const token = response.headers.get(field);
      if (token !== null) latest = { token, at: now() };
    },
  };
}
