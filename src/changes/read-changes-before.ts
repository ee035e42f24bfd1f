import { type Static, Type } from 'typebox';
import type { Queryable } from '../db/queryable.ts';
import type { Change } from './change.ts';
import { type Position, selectChangesBefore } from './changes.sql.ts';
import { assertKnown, decodeFeedCursor, encodeFeedCursor } from './feed-cursor.ts';
import { assertOwn, ChangeQuery, endOf, filterOf, usualChanges } from './read-changes.ts';
import { toChange } from './to-change.ts';

/** The query of GET /changes: onwards, or backwards. */
export const FeedQuery = Type.Object(
  {
    ...ChangeQuery.properties,
    before: Type.Optional(
      Type.String({
        description:
          'Instead of after, a cursor: the changes before that one, the latest first. now: from the latest on.',
      }),
    ),
  },
  { additionalProperties: false },
);
export type FeedQuery = Static<typeof FeedQuery>;

type BackQuery = Omit<FeedQuery, 'after' | 'before'> & { before: string };
export type BackPage = {
  changes: Change[];
  /** The query of the page before this one; the beginning is reached where its cursor is the one that was sent. */
  next: BackQuery;
};

/**
 * A page of the feed, read backwards (SPEC 34 to 36).
 * @param db the primary: a standby does not know which transactions run
 * @throws AppError `invalid` for a cursor that is none, `gone` for one that leads nowhere, `unavailable` as {@link assertOwn}
 */
export async function readChangesBefore(db: Queryable, query: BackQuery): Promise<BackPage> {
  const { before: text, limit = usualChanges } = query;
  const sent = text === 'now' ? undefined : decodeFeedCursor(text, 'before');
  const { state, changes } = await selectChangesBefore(db, { before: sent, limit, filter: filterOf(query) });
  assertOwn(state);
  if (sent) assertKnown(sent, state);
  const { epoch } = state;
  const removed: Position = { key: state.trimmed_key, seq: state.trimmed_seq };
  const position = endOf({ from: sent ?? removed, changes, state, limit });
  return {
    changes: changes.map((row) => toChange(row, epoch)),
    next: { ...query, before: encodeFeedCursor({ ...position, epoch }) },
  };
}
