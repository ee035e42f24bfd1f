import type { FeedBrowser } from './follow-feed.ts';

/** The browser that the page is in. */
export const feedBrowser: FeedBrowser = {
  connect: (address, { opened, came, failed, resync }) => {
    const source = new EventSource(address);
    source.onopen = opened;
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => came(data, lastEventId);
    source.onerror = () => failed(source.readyState === EventSource.CLOSED);
    source.addEventListener('resync', resync);
    return () => source.close();
  },
  isOnline: () => navigator.onLine,
  watch: ({ online, offline }) => {
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
    };
  },
  beforePaint: (call) => {
    const frame = requestAnimationFrame(call);
    return () => cancelAnimationFrame(frame);
  },
};
