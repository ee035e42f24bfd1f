import type { Queryable } from '../db/queryable.ts';
import type { Instant } from '../db/values.ts';

/** What was recorded before this instant is final. Only statements sent after the answer may rely on it. */
export async function selectSettled(db: Queryable): Promise<Instant> {
  const { rows } = await db.query<{ at: Instant }>({
    name: 'select-settled',
    text: 'SELECT listing_settled_at() AS at',
  });
  return rows[0]?.at ?? '';
}
