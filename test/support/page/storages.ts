import { BrowserStorage } from '../../../ui/src/api/browser-storage.ts';

/** A storage that keeps, in a map that a test looks into, and takes as many texts as there is room for. */
export function storageOf(kept: Map<string, string>, { room = Number.POSITIVE_INFINITY } = {}): BrowserStorage {
  return new BrowserStorage(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => {
      if (!kept.has(key) && kept.size >= room) throw new Error('full');
      kept.set(key, text);
    },
    removeItem: (key) => void kept.delete(key),
    key: (number) => [...kept.keys()][number] ?? null,
    length: kept.size,
  }));
}

/** A storage that is closed to the page. */
export function closedStorage(): BrowserStorage {
  return new BrowserStorage(() => {
    throw new Error('closed');
  });
}
