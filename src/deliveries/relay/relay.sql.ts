import type { Queryable } from '../../db/queryable.ts';
import type { Session } from '../../db/session.ts';

/** Whether this session is now the one relay of this name; then no other is until it ends. */
export async function claimRelay(session: Session, name: string): Promise<boolean> {
  const { rows } = await session.query<{ claimed: boolean }>({
    text: `SELECT pg_try_advisory_lock(20615, hashtext('relay ' || $1::text)) AS claimed`,
    values: [name],
  });
  return rows[0]?.claimed ?? false;
}

type RelayRow = { cursor: string | null };

/** Where it stopped; undefined: there was none of this name yet. */
export async function selectRelay(db: Queryable, name: string): Promise<RelayRow | undefined> {
  const text = 'SELECT cursor FROM relay WHERE name = $1';
  return (await db.query<RelayRow>({ text, values: [name] })).rows[0];
}

/** @param cursor null: the beginning of what is kept */
export async function storeCursor(db: Queryable, name: string, cursor: string | null): Promise<void> {
  await db.query({
    name: 'store-cursor-of-relay',
    text: `INSERT INTO relay (name, cursor) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor, moved_date = now()`,
    values: [name, cursor],
  });
}
