import type { Queryable } from '../db/queryable.ts';

/** Succeeds where the database answers. */
export async function selectNothing(db: Queryable): Promise<void> {
  await db.query({ text: 'SELECT' });
}
