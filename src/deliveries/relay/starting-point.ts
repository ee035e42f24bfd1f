import { isFeedCursor } from '../../changes/feed-cursor.ts';
import { readChanges } from '../../changes/read-changes.ts';
import type { Queryable } from '../../db/queryable.ts';
import { AppError } from '../../errors.ts';
import { selectRelay, storeCursor } from './relay.sql.ts';

/** `start`: everything that the feed has; `now`: what is to come; else what comes after a cursor. */
export type From = 'start' | 'now' | (string & {});

/** @throws AppError `invalid` for what is none */
export function parseFrom(text: string): From {
  if (text === 'start' || text === 'now' || isFeedCursor(text)) return text;
  throw new AppError('invalid', '--from must be start, now, or a cursor of the feed.');
}

export type StartingPoint = {
  /** A cursor; undefined: the beginning. */
  after: string | undefined;
  /** In words. */
  told: string;
};

/**
 * Where a relay begins: where it is told to, which is stored at once; else where it stopped; the first time at the start, so
 * that what the broker has is whole: folded, it gives the listings as they are (H8).
 * @throws AppError `gone` for a cursor that leads nowhere; then what was stored stays
 */
export async function startingPoint(db: Queryable, name: string, from: From | undefined): Promise<StartingPoint> {
  const stopped = await selectRelay(db, name);
  if (from === undefined && stopped) {
    if (stopped.cursor === null) return { after: undefined, told: 'from the start of the feed' };
    return { after: stopped.cursor, told: 'from where it stopped' };
  }
  const cursor = await cursorOf(db, from ?? 'start');
  await storeCursor(db, name, cursor);
  return { after: cursor ?? undefined, told: inWords(from) };
}

/** Null: the beginning. */
async function cursorOf(db: Queryable, from: From): Promise<string | null> {
  if (from === 'start') return null;
  if (from === 'now') return (await readChanges(db, { after: 'now' })).next.after;
  await readChanges(db, { after: from, limit: 1 }); // before it takes the place of one that leads somewhere
  return from;
}

function inWords(from: From | undefined): string {
  if (from === undefined)
    return 'from the start of the feed, since it is the first time (--from now would leave out what was)';
  if (from === 'start') return 'from the start of the feed, as --from says';
  return from === 'now' ? 'from now on, as --from says' : 'from the cursor of --from';
}
