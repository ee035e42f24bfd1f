import type { Change } from '../api/types.ts';
import { dayHere } from '../parts/day.ts';
import { blanked } from './blanked.ts';

/**
 * What of the feed is on the page. All lists have the latest first.
 *
 *     stream ──came──▶ waiting ──(neither paused nor away, or shown)──▶ entries ◀──read-back── the past
 */
export type FeedState = {
  entries: readonly Change[];
  /** What came while the reader had paused, or was further down. */
  waiting: readonly Change[];
  /** The cursor before which the past goes on; none: it begins with the last entry. */
  older: string | undefined;
  /** Where the feed was read anew meanwhile: what waits takes the place of what is shown, and this is its `older`. */
  anew: { older: string | undefined } | undefined;
  isPaused: boolean;
  /** Whether the reader is somewhere else than at the top. */
  isAway: boolean;
  /** How many came since the page was opened. */
  came: number;
  /** The listings that were deleted meanwhile. */
  gone: ReadonlySet<number>;
};

export type FeedEvent =
  | { kind: 'began'; changes: readonly Change[]; older: string | undefined }
  /** Nobody knew any more what followed what is shown: the same feed was read anew. */
  | { kind: 'began-anew'; changes: readonly Change[]; older: string | undefined }
  /** @param changes in the order of the feed: the latest last */
  | { kind: 'came'; changes: readonly Change[] }
  /** Listings were deleted, which is none of the changes that are shown. */
  | { kind: 'gone'; listings: readonly number[] }
  /** @param before the cursor that was read from: what answers an older question is dropped */
  | { kind: 'read-back'; changes: readonly Change[]; before: string; older: string | undefined }
  | { kind: 'paused'; isPaused: boolean }
  | { kind: 'moved'; isAway: boolean }
  | { kind: 'shown' };

/** More are not kept: who wants all of them reads the API. */
export const mostEntries = 2_000;

export const emptyFeed: FeedState = {
  ...{ entries: [], waiting: [], older: undefined, anew: undefined, isPaused: false, isAway: false, came: 0 },
  gone: new Set(),
};

export function feedAfter(state: FeedState, event: FeedEvent): FeedState {
  switch (event.kind) {
    case 'began':
      return { ...state, entries: event.changes, waiting: [], older: event.older, anew: undefined };
    case 'began-anew':
      return released({ ...state, waiting: event.changes, anew: { older: event.older } });
    case 'came':
      return afterArrival(state, event.changes);
    case 'gone':
      return withoutData(state, event.listings);
    case 'read-back':
      return event.before === state.older ? withPast(state, event.changes, event.older) : state;
    case 'paused':
      return released({ ...state, isPaused: event.isPaused });
    case 'moved':
      return released({ ...state, isAway: event.isAway });
    case 'shown':
      return shown(state);
  }
}

function afterArrival(state: FeedState, changes: readonly Change[]): FeedState {
  const known = new Set([...state.waiting, ...state.entries].map(({ cursor }) => cursor));
  const fresh = changes.filter(({ cursor }) => !known.has(cursor) && known.add(cursor));
  if (fresh.length === 0) return state;
  const deleted = fresh.filter(({ kind }) => kind === 'deleted').map(({ listing_id }) => listing_id);
  const rest = withoutData(state, deleted);
  return released({
    ...rest,
    waiting: [...blanked(fresh, rest.gone).toReversed(), ...rest.waiting].slice(0, mostEntries),
    came: state.came + fresh.length,
  });
}

/** What the deletion of listings takes from their changes (H6). */
function withoutData(state: FeedState, deleted: readonly number[]): FeedState {
  if (deleted.every((id) => state.gone.has(id))) return state;
  const gone = new Set([...state.gone, ...deleted]);
  return { ...state, gone, entries: blanked(state.entries, gone), waiting: blanked(state.waiting, gone) };
}

/** What waits is shown where nothing holds it back. */
function released(state: FeedState): FeedState {
  return state.isPaused || state.isAway ? state : shown(state);
}

function shown(state: FeedState): FeedState {
  if (state.anew) return { ...kept(state, state.waiting, state.anew.older), waiting: [], anew: undefined };
  if (state.waiting.length === 0) return state;
  return { ...kept(state, [...state.waiting, ...state.entries], state.older), waiting: [] };
}

/** How many of those that wait are not on the page; where the feed was read anew, also under another cursor. */
export function waitingNews({ waiting, entries, anew }: FeedState): number {
  if (!anew) return waiting.length;
  const nameOf = ({ listing_id, version }: Change) => `${listing_id}/${version}`;
  const known = new Set(entries.map(nameOf));
  return waiting.filter((change) => !known.has(nameOf(change))).length;
}

function withPast(state: FeedState, changes: readonly Change[], older: string | undefined): FeedState {
  const known = new Set(state.entries.map(({ cursor }) => cursor));
  const earlier = changes.filter(({ cursor }) => !known.has(cursor));
  return kept(state, [...state.entries, ...blanked(earlier, state.gone)], older);
}

/** Where entries are dropped at the end, the past goes on before the last that is left. */
function kept(state: FeedState, entries: readonly Change[], older: string | undefined): FeedState {
  if (entries.length <= mostEntries) return { ...state, entries, older };
  return { ...state, entries: entries.slice(0, mostEntries), older: entries[mostEntries - 1]?.cursor };
}

/** The changes of one day of the reader's, the latest first. @param day as in 2026-08-02 */
export type FeedDay = { day: string; changes: Change[] };

/** Those that were recorded on one day stand together, also where the feed has one of the day before between them. */
export function daysOf(entries: readonly Change[]): FeedDay[] {
  const days = new Map<string, Change[]>();
  for (const change of entries) {
    const day = dayHere(change.recorded_at);
    const others = days.get(day);
    if (others) others.push(change);
    else days.set(day, [change]);
  }
  return [...days].map(([day, changes]) => ({ day, changes })).sort((one, other) => (one.day < other.day ? 1 : -1));
}
