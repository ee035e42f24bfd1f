import { blankChange } from '../blank-change.ts';
import type { Change } from '../change.ts';
import { decodeFeedCursor, type FeedCursor, isBefore } from '../feed-cursor.ts';

/**
 * The latest changes of one epoch, without a gap, in memory. They are numbered in the order in which they came, so that who
 * has read up to a number goes on from there without comparing cursors.
 */
export class FeedWindow {
  readonly #mostKept: number;
  /** The cursor before the first change that is held. */
  #start: string;
  #end: string;
  #changes: Change[] = [];
  #dropped = 0;

  /** @param at a cursor, behind which it begins */
  constructor(at: string, mostKept: number) {
    this.#mostKept = mostKept;
    this.#start = at;
    this.#end = at;
  }

  /** The cursor up to which it is complete. */
  get end(): string {
    return this.#end;
  }

  /** The number of the change that comes next. */
  get next(): number {
    return this.#dropped + this.#changes.length;
  }

  /** Adds the changes that follow. Of too many the older half is dropped, so that it is done seldom. */
  add(changes: readonly Change[], end: string): void {
    this.#forget(changes.filter(({ kind }) => kind === 'deleted'));
    this.#changes.push(...changes);
    this.#end = end;
    if (this.#changes.length <= this.#mostKept) return;
    const dropped = this.#changes.splice(0, this.#changes.length - Math.floor(this.#mostKept / 2));
    this.#dropped += dropped.length;
    this.#start = dropped.at(-1)?.cursor ?? this.#start;
  }

  /** So many changes at most from a number on; undefined where the first of them has been dropped. */
  from(number: number, most: number): Change[] | undefined {
    const first = number - this.#dropped;
    return first < 0 ? undefined : this.#changes.slice(first, first + most);
  }

  /** The number of the first change after a cursor; undefined where that is not known, as with a cursor of another epoch. */
  numberAfter(cursor: string): number | undefined {
    const at = decodeFeedCursor(cursor);
    const start = decodeFeedCursor(this.#start);
    if (at.epoch !== start.epoch || isBefore(at, start) || isBefore(decodeFeedCursor(this.#end), at)) return undefined;
    return this.#dropped + firstAfter(this.#changes, at);
  }

  /** What the deletion of a listing takes from its changes in the database goes from those that are held, too (H6). */
  #forget(deletions: readonly Change[]): void {
    if (deletions.length === 0) return;
    const gone = new Set(deletions.map(({ listing_id }) => listing_id));
    this.#changes = this.#changes.map((change) => (gone.has(change.listing_id) ? blankChange(change) : change));
  }
}

/** By halves: a thousand followers may come back at once. */
function firstAfter(changes: readonly Change[], at: FeedCursor): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const change = changes[middle];
    if (change && isBefore(at, decodeFeedCursor(change.cursor))) high = middle;
    else low = middle + 1;
  }
  return low;
}
