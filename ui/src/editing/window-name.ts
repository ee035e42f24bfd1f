import { newKey } from '../api/write.ts';

/** What of a tab's storage is used. */
type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const place = 'window';

/**
 * The name of a window, which outlives its being loaded again. It stands in the storage of the tab only while no page of the tab is
 * there: a tab that is duplicated gets a copy of that storage, and needs a name of its own.
 */
export function takeName(storage: TabStorage | undefined, page: Pick<EventTarget, 'addEventListener'>): string {
  const name = trying(() => storage?.getItem(place)) ?? newKey();
  const take = () => trying(() => storage?.removeItem(place));
  take();
  page.addEventListener('pagehide', () => trying(() => storage?.setItem(place, name)));
  page.addEventListener('pageshow', take); // where it is shown again as it was left
  return name;
}

function trying<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined; // it is closed to us
  }
}
