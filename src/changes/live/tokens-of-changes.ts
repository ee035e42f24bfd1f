import type { Database } from '../../db/database.ts';
import { encodeToken } from '../../wire/consistency-token.ts';
import type { Change } from '../change.ts';

/** The Consistency-Token that a read has to bring to see changes which were read; undefined where it needs none. */
export type TokenOfChanges = (changes: readonly Change[]) => Promise<string | undefined>;

/** All who follow are told the same changes: for each last one of them it is asked for once. */
export function tokensOfChanges(db: Database): TokenOfChanges {
  const asked = new WeakMap<Change, Promise<string | undefined>>();
  return async (changes) => {
    const last = changes.at(-1);
    if (!db.replica || !last) return undefined;
    const token = asked.get(last) ?? tokenNow(db);
    asked.set(last, token);
    return await token;
  };
}

/** The token for all that was read from the primary by now. */
export async function tokenNow(db: Database): Promise<string | undefined> {
  const position = await db.position();
  return position === undefined ? undefined : encodeToken(position);
}
