import { type Static, Type } from 'typebox';
import type { Queryable } from '../db/queryable.ts';
import { AppError } from '../errors.ts';
import { type Change, kinds, members } from './change.ts';
import {
  type ChangeFilter,
  type ChangeRow,
  type FeedState,
  type Position,
  selectChanges,
  selectEnd,
} from './changes.sql.ts';
import { assertKept, beginning, decodeFeedCursor, encodeFeedCursor } from './feed-cursor.ts';
import { toChange } from './to-change.ts';

const mostChanges = 1_000;
export const usualChanges = 100;

export const ChangeQuery = Type.Object(
  {
    after: Type.Optional(
      Type.String({
        description: 'A cursor: changes after it. now: those after this moment. Left out: from the start.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        ...{ minimum: 1, maximum: mostChanges, default: usualChanges, description: 'How many changes a page has.' },
        'x-expected': `a whole number from 1 to ${mostChanges}`,
      }),
    ),
    kind: Type.Optional(
      Type.Enum(kinds, { description: 'Changes of this kind only.', 'x-expected': `one of ${kinds.join(', ')}` }),
    ),
    field: Type.Optional(
      Type.Enum(members, {
        description: 'Changes of this member only; price_eur: also those of prices of the past.',
        'x-expected': `one of ${members.join(', ')}`,
      }),
    ),
    listing_id: Type.Optional(
      Type.String({
        ...{ pattern: '^[1-9]\\d{0,17}$', description: 'Changes of this listing only, also of one that is gone.' },
        'x-expected': 'a positive whole number',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ChangeQuery = Static<typeof ChangeQuery>;

export type ChangePage = {
  changes: Change[];
  /** The query that goes on from here; the end is reached where its cursor is the one that was sent. */
  next: ChangeQuery & { after: string };
};

/**
 * A page of the feed (SPEC.md).
 * @param db the primary: a standby does not know which transactions run
 * @throws AppError `invalid` for a cursor that is none, `gone` for one that leads nowhere, `unavailable` where the database
 * was restored from a dump and not migrated yet
 */
export async function readChanges(db: Queryable, query: ChangeQuery): Promise<ChangePage> {
  const { state, changes, position } = await (query.after === 'now' ? readEnd(db) : readPage(db, query));
  assertOwn(state);
  const { epoch } = state;
  return {
    changes: changes.map((row) => toChange(row, epoch)),
    next: { ...query, after: encodeFeedCursor({ epoch, ...position }) },
  };
}

/** @throws AppError `unavailable` where the database was restored from a dump and not migrated yet (SPEC 17) */
export function assertOwn({ foreign }: FeedState): void {
  if (!foreign) return;
  const message = 'The database was restored from a dump: start Pricetrail again, or run migrate up.';
  throw new AppError('unavailable', message);
}

type Read = { state: FeedState; changes: ChangeRow[]; position: Position };

async function readPage(db: Queryable, query: ChangeQuery): Promise<Read> {
  const { limit = usualChanges, after } = query;
  const sent = after === undefined ? undefined : decodeFeedCursor(after);
  const from = sent ?? beginning;
  const { state, changes } = await selectChanges(db, { after: from, limit, filter: filterOf(query) });
  if (sent && !state.foreign) assertKept(sent, state);
  return { state, changes, position: endOf({ from, changes, state, limit }) };
}

/** Behind the last change that is shown; where none is kept, behind the last one that was removed. */
async function readEnd(db: Queryable): Promise<Read> {
  const state = await selectEnd(db);
  const removed = { key: state.trimmed_key, seq: state.trimmed_seq };
  return { state, changes: [], position: endOf({ from: removed, changes: [], state, limit: 0 }) };
}

export type Page = { from: Position; changes: ChangeRow[]; state: FeedState; limit: number };

/** Behind the last change of a full page, else behind the last one that was looked at. */
export function endOf({ from, changes, state, limit }: Page): Position {
  const last = changes.at(-1);
  if (changes.length === limit && last) return { key: last.feed_key, seq: last.feed_seq };
  if (state.looked_key === null || state.looked_seq === null) return from;
  return { key: state.looked_key, seq: state.looked_seq };
}

export function filterOf({ kind, field, listing_id }: Omit<ChangeQuery, 'after'>): ChangeFilter {
  return {
    kinds: kind === undefined ? undefined : [kind],
    field,
    listingId: listing_id,
  };
}
