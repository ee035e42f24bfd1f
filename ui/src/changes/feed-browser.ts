import { answered, api, credential, tokens } from '../api/client.ts';
import { tokenField } from '../api/consistency.ts';
import { readEvents } from '../api/event-stream.ts';
import { ApiProblem } from '../api/problem.ts';
import type { FeedQuery } from '../api/types.ts';
import type { FeedBrowser, FeedEars } from './follow-feed.ts';

/** The browser that the page is in. */
export const feedBrowser: FeedBrowser = {
  connect: (query, ears) => {
    const leaving = new AbortController();
    void listen(query, ears, leaving.signal);
    return () => leaving.abort();
  },
  isOnline: () => navigator.onLine,
  isHidden: () => document.hidden,
  watch: ({ left, back }) => {
    const turn = () => (document.hidden ? left() : back());
    document.addEventListener('visibilitychange', turn);
    window.addEventListener('online', back);
    window.addEventListener('offline', left);
    const unwatchKey = credential.onKey(back);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      window.removeEventListener('online', back);
      window.removeEventListener('offline', left);
      unwatchKey();
    };
  },
  beforePaint: (call) => {
    const frame = requestAnimationFrame(call);
    return () => cancelAnimationFrame(frame);
  },
};

async function listen(query: FeedQuery, ears: FeedEars, signal: AbortSignal): Promise<void> {
  try {
    const body = await streamOf(query, signal);
    ears.opened();
    const { came, passed, resync, retry } = ears;
    const onEvent = ({ event, data }: { event?: string | undefined; data: string }) => {
      if (event === tokenField) tokens.told(data);
      else if (event === 'resync') resync();
      else came(data);
    };
    await readEvents(body, { onEvent, onId: passed, onRetry: retry }, signal);
    ears.ended();
  } catch (error) {
    if (!signal.aborted) ears.ended(error instanceof ApiProblem ? error : undefined);
  }
}

const eventStream = 'text/event-stream';

/** Not by EventSource, which names no key. @throws ApiProblem as {@link answered} does */
async function streamOf(query: FeedQuery, signal: AbortSignal) {
  const { data, response } = await answered(
    api.GET('/changes', {
      ...{ params: { query }, headers: { accept: eventStream } },
      ...{ parseAs: 'stream', cache: 'no-store', signal },
    }),
  );
  if (!data || !response.headers.get('content-type')?.startsWith(eventStream)) throw new Error('This is no stream.');
  return data;
}
