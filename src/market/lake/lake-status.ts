import { selectEnd } from '../../changes/changes.sql.ts';
import { assertKept, decodeFeedCursor } from '../../changes/feed-cursor.ts';
import { AppError } from '../../errors.ts';
import { countChangedSince } from './book-months.sql.ts';
import type { LakeMaking } from './lake-making.ts';
import { type Manifest, readLatest } from './manifest.ts';

export type LakeStatus = {
  manifest: Manifest;
  /** How many listings were changed after its cursor; undefined: nobody knows any more, so it has to be made anew. */
  behind: number | undefined;
};

/** @returns undefined: there is no lake yet */
export async function lakeStatus({ store, db }: Pick<LakeMaking, 'store' | 'db'>): Promise<LakeStatus | undefined> {
  const manifest = await readLatest(store);
  if (!manifest) return undefined;
  const cursor = decodeFeedCursor(manifest.cursor, 'cursor');
  try {
    assertKept(cursor, await selectEnd(db.reads));
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') return { manifest, behind: undefined };
    throw error;
  }
  return { manifest, behind: await countChangedSince(db.reads, cursor) };
}
