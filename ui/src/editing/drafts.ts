import type { VersionedListing } from '../api/versioned-listing.ts';
import type { Sent } from './create-once.ts';
import { fieldNames } from './fields.ts';
import type { Typed } from './typed.ts';

/** Unsaved work on a listing. */
export type Draft = {
  typed: Typed;
  /** How its numbers are written. */
  locale: string;
  /** The listing that it began from; undefined: a new one. */
  base?: VersionedListing | undefined;
  /** What of a new one was sent, while nobody knows whether it was made. */
  sent?: Sent | undefined;
  /** When it was last typed at, in UTC milliseconds. */
  keptAt: number;
};

/** What of the browser's storage is used; it may be closed to us, or full. */
export type Shelf = {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
};

const monthMs = 30 * 86_400_000;

/** The work on one listing, or on a new one. @param id of the listing, or `new` */
export function draftPlace(shelf: Shelf, id: string) {
  const key = `draft:${id}`;
  return {
    read: (now = Date.now()): Draft | undefined => trying(() => draftOf(shelf.getItem(key), now)),
    keep: (draft: Draft): void => trying(() => shelf.setItem(key, JSON.stringify(draft))),
    drop: (): void => trying(() => shelf.removeItem(key)),
  };
}

export type DraftPlace = ReturnType<typeof draftPlace>;

function trying<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** What another version of the page wrote, and what nobody came back to for a month, is none. */
function draftOf(text: string | null, now: number): Draft | undefined {
  const draft = JSON.parse(text ?? 'null') as Partial<Draft> | null;
  const isWhole = fieldNames.every((name) => typeof draft?.typed?.[name] === 'string');
  if (!draft || !isWhole || typeof draft.locale !== 'string') return undefined;
  return now - (draft.keptAt ?? 0) < monthMs ? (draft as Draft) : undefined;
}
