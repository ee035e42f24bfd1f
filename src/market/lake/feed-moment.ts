import { type Position, selectEnd } from '../../changes/changes.sql.ts';
import { assertKept, decodeFeedCursor, encodeFeedCursor } from '../../changes/feed-cursor.ts';
import type { Queryable } from '../../db/queryable.ts';
import type { Instant } from '../../db/values.ts';
import { AppError } from '../../errors.ts';
import { selectFirstRecordedAfter, selectTouched } from './book-rows.sql.ts';

/** Of a step, at most: their rows are made one layer. */
const mostChanges = 20_000;

/** Which listings were changed, and how far of the feed a lake is once it has their rows. */
export type Touched = {
  listings: number[];
  cursor: string;
  /** All that was recorded before it is in; undefined: nobody looked, since there is more to be read. */
  asOf: Instant | undefined;
  /** Whether the feed shows more. */
  more: boolean;
};

/**
 * Which listings were changed after a cursor, and how far that leads.
 * @param snapshot of a moment after `settled`
 * @param settled what was recorded before it was final then
 * @throws AppError `gone` where nobody knows any more what followed the cursor
 */
export async function readTouched(
  snapshot: Queryable,
  { cursor, settled }: { cursor: string; settled: Instant },
): Promise<Touched> {
  const after = decodeFeedCursor(cursor, 'cursor');
  const state = await endOf(snapshot);
  assertKept(after, state);
  const found = await selectTouched(snapshot, { after, limit: mostChanges + 1 });
  const more = found.length > mostChanges;
  const touched = found.slice(0, mostChanges);
  const last = touched.at(-1);
  const position = last ? { key: last.feed_key, seq: last.feed_seq } : after;
  return {
    listings: [...new Set(touched.map(({ listing_id }) => listing_id))],
    cursor: encodeFeedCursor({ epoch: state.epoch, ...position }),
    asOf: more ? undefined : await inAsOf(snapshot, { position, settled }),
    more,
  };
}

/** Where the feed ends at the moment of a snapshot that everything is read of. */
export async function readEnd(snapshot: Queryable, settled: Instant): Promise<{ cursor: string; asOf: Instant }> {
  const { epoch, looked_key, looked_seq, trimmed_key, trimmed_seq } = await endOf(snapshot);
  const position =
    looked_key && looked_seq ? { key: looked_key, seq: looked_seq } : { key: trimmed_key, seq: trimmed_seq };
  // What is committed is read, whether the feed shows it yet or not.
  return { cursor: encodeFeedCursor({ epoch, ...position }), asOf: settled };
}

async function endOf(snapshot: Queryable) {
  const state = await selectEnd(snapshot);
  if (!state.foreign) return state;
  const message = 'The database was restored from a dump: start Pricetrail again, or run migrate up.';
  throw new AppError('unavailable', message);
}

/** What the feed holds back may have been recorded earlier than what is settled. */
async function inAsOf(
  snapshot: Queryable,
  { position, settled }: { position: Position; settled: Instant },
): Promise<Instant> {
  const heldBack = await selectFirstRecordedAfter(snapshot, position);
  return heldBack !== null && heldBack < settled ? heldBack : settled;
}
