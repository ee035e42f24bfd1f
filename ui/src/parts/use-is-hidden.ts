import { useSyncExternalStore } from 'react';

/** Whether nobody looks at the page: its tab is another one's. */
export function useIsHidden(): boolean {
  return useSyncExternalStore(watch, () => document.hidden);
}

function watch(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}
