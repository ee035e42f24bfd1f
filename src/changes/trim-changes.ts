import type { Session } from '../db/session.ts';
import type { Instant } from '../db/values.ts';
import { deleteFirstChanges } from './trim-changes.sql.ts';

const batch = 20_000;

/**
 * Removes the changes from the beginning of the feed that were recorded before an instant. Listings, prices and attributes
 * of the past stay. What was removed before a failure stays removed.
 * @param onProgress told after each transaction how many are removed so far.
 * @returns how many were removed.
 */
export async function trimChanges(
  session: Session,
  before: Instant,
  onProgress: (removed: number) => void = () => {},
): Promise<number> {
  let all = 0;
  for (;;) {
    const removed = await session.transaction((tx) => deleteFirstChanges(tx, before, batch));
    all += removed;
    onProgress(all);
    if (removed < batch) return all;
  }
}
