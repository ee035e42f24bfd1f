import type { BrowserStorage } from '../api/browser-storage.ts';
import { newKey } from '../api/write.ts';

type TabStorage = Pick<BrowserStorage, 'read' | 'write' | 'drop'>;

const place = 'window';

/**
 * The name of a window, which outlives its being loaded again. It stands in the storage of the tab only while no page of the tab is
 * there: a tab that is duplicated gets a copy of that storage, and needs a name of its own.
 */
export function takeName(storage: TabStorage, page: Pick<EventTarget, 'addEventListener'>): string {
  const name = storage.read(place) ?? newKey();
  const take = () => storage.drop(place);
  take();
  page.addEventListener('pagehide', () => storage.write(place, name));
  page.addEventListener('pageshow', take); // where it is shown again as it was left
  return name;
}
