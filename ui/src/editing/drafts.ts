import { dayMs } from '../../../src/drawing/days.ts';
import type { BrowserStorage } from '../api/browser-storage.ts';
import type { ListingInput } from '../api/types.ts';
import type { VersionedListing } from '../api/versioned-listing.ts';
import { newKey } from '../api/write.ts';
import { fieldNames } from './fields.ts';
import type { ListingChange } from './listing-change.ts';
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
  /** What of the changes was sent, likewise. */
  saving?: Sent<ListingChange> | undefined;
  /** When it was last typed at, in UTC milliseconds of the service's clock. */
  keptAt: number;
};

/** The work of another window, which may be closed by now. */
export type OtherDraft = { window: string; draft: Draft };

const monthMs = 30 * dayMs;
const prefix = 'draft:';

/**
 * The work on one listing, or on a new one: each window has its own.
 * @param form the id of the listing, or `new` @param window the name of this window
 */
export function draftPlace(storage: BrowserStorage, form: string, window: string) {
  const keyOf = (owner: string) => `${prefix}${form}:${owner}`;
  const read = (owner: string) => draftOf(storage.read(keyOf(owner)));
  const keep = (draft: Draft, owner: string) => storage.write(keyOf(owner), JSON.stringify(draft));
  const drop = (owner: string) => storage.drop(keyOf(owner));
  /** What this window had is put away as that of a window that is closed. */
  const replace = (draft: Draft): void => {
    const before = read(window);
    if (before) keep(before, newKey());
    keep(draft, window);
  };
  return {
    read: (): Draft | undefined => read(window),
    keep: (draft: Draft): void => keep(draft, window),
    drop: (): void => drop(window),
    replace,
    /** Whether what is kept outlives the page; undefined: nothing is kept. */
    outlives: (): boolean | undefined => storage.outlives(keyOf(window)),
    /** Those of other windows, the latest first. */
    others: (): OtherDraft[] =>
      storage
        .keys()
        .filter((key) => key.startsWith(keyOf('')) && key !== keyOf(window))
        .map((key) => key.slice(keyOf('').length))
        .flatMap((owner) => {
          const draft = read(owner);
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

/** Makes room of what nobody came back to for a month. @param now by the service's clock, in UTC milliseconds */
export function dropOldDrafts(storage: BrowserStorage, now: number): void {
  for (const key of storage.keys()) {
    if (key.startsWith(prefix) && isOld(partsOf(storage.read(key)), now)) storage.drop(key);
  }
}

/** What another version of the page wrote is none. */
function draftOf(text: string | undefined): Draft | undefined {
  const draft = partsOf(text);
  const isWhole = fieldNames.every((name) => typeof draft.typed?.[name] === 'string');
  return isWhole && typeof draft.locale === 'string' ? (draft as Draft) : undefined;
}

function partsOf(text: string | undefined): Partial<Draft> {
  try {
    return JSON.parse(text ?? '') ?? {};
  } catch {
    return {};
  }
}

function isOld({ keptAt = 0 }: Partial<Draft>, now: number): boolean {
  return !(now - keptAt < monthMs);
}
