import type { ListingInput } from '../api/types.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { newKey } from '../api/write.ts';
import { fieldNames } from './fields.ts';
import type { Sent } from './send-once.ts';
import type { Typed } from './typed.ts';

/** Unsaved work on a listing. */
export type Draft = {
  typed: Typed;
  /** How its numbers are written. */
  locale: string;
  /** The listing that it began from; undefined: a new one. */
  base?: VersionedListing | undefined;
  /** What of a new one was sent, while nobody knows whether it was made. */
  sent?: Sent<ListingInput> | undefined;
  /** When it was last typed at, in UTC milliseconds. */
  keptAt: number;
};

/** The work of another window, which may be closed by now. */
export type OtherDraft = { window: string; draft: Draft };

/** What of the browser's storage is used; it may be closed to us, or full. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const monthMs = 30 * 86_400_000;
const prefix = 'draft:';

/**
 * The work on one listing, or on a new one: each window has its own.
 * @param form the id of the listing, or `new` @param window the name of this window
 */
export function draftPlace(shelf: Shelf, form: string, window: string) {
  const keyOf = (owner: string) => `${prefix}${form}:${owner}`;
  const read = (owner: string, now: number) => trying(() => draftOf(shelf.getItem(keyOf(owner)), now));
  const keep = (draft: Draft, owner: string) => trying(() => shelf.setItem(keyOf(owner), JSON.stringify(draft)));
  const drop = (owner: string) => trying(() => shelf.removeItem(keyOf(owner)));
  /** What this window had is put away as that of a window that is closed. */
  const replace = (draft: Draft): void => {
    const before = read(window, Date.now());
    if (before) keep(before, newKey());
    keep(draft, window);
  };
  return {
    read: (now = Date.now()): Draft | undefined => read(window, now),
    keep: (draft: Draft): void => keep(draft, window),
    drop: (): void => drop(window),
    replace,
    /** Those of other windows, the latest first. */
    others: (now = Date.now()): OtherDraft[] =>
      keysOf(shelf)
        .filter((key) => key.startsWith(keyOf('')) && key !== keyOf(window))
        .map((key) => key.slice(keyOf('').length))
        .flatMap((owner) => {
          const draft = read(owner, now);
          return draft ? [{ window: owner, draft }] : [];
        })
        .sort((one, other) => other.draft.keptAt - one.draft.keptAt),
    /** Makes the work of another window that of this one. */
    take: ({ window: owner, draft }: OtherDraft): void => {
      replace(draft);
      drop(owner);
    },
    keepOther: ({ window: owner, draft }: OtherDraft): void => keep(draft, owner),
    dropOther: ({ window: owner }: OtherDraft): void => drop(owner),
  };
}

export type DraftPlace = ReturnType<typeof draftPlace>;

/** Makes room of what nobody came back to. */
export function dropOldDrafts(shelf: Shelf, now = Date.now()): void {
  for (const key of keysOf(shelf)) {
    if (key.startsWith(prefix)) trying(() => isOld(shelf.getItem(key), now) && shelf.removeItem(key));
  }
}

function keysOf(shelf: Shelf): string[] {
  return trying(() => Array.from({ length: shelf.length }, (_, number) => shelf.key(number) ?? '')) ?? [];
}

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
  return isOld(text, now) ? undefined : (draft as Draft);
}

function isOld(text: string | null, now: number): boolean {
  const { keptAt = 0 } = (trying(() => JSON.parse(text ?? '')) ?? {}) as Partial<Draft>;
  return !(now - keptAt < monthMs);
}
