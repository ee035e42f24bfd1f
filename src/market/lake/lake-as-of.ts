import { decodeFeedCursor } from '../../changes/feed-cursor.ts';
import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import { selectSettled } from '../../listings/settled.sql.ts';
import { selectPending } from './book-rows.sql.ts';
import type { Manifest } from './manifest.ts';

/** So many changes that are not in are looked at, to see how far the lake is. */
const mostPending = 10_000;

/**
 * All that was recorded before this instant is in: before the first of what is not; where that cannot be asked, as it was made.
 * @param reads of the primary: a standby does not know what is settled
 * @param told before, of any state of the lake: that stays true
 */
export async function lakeAsOf(reads: Queryable, { cursor, as_of }: Manifest, told?: Instant): Promise<Instant> {
  try {
    const settled = await selectSettled(reads);
    const pending = await selectPending(reads, { cursor: decodeFeedCursor(cursor), most: mostPending });
    if (pending.lost) return as_of;
    const known = [as_of, ...(told === undefined ? [] : [told])];
    if (!pending.many) known.push(pending.first !== null && pending.first < settled ? pending.first : settled);
    return known.toSorted().at(-1) ?? as_of;
  } catch {
    return as_of;
  }
}
