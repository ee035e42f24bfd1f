import { selectEnd } from '../../changes/changes.sql.ts';
import { assertKept, decodeFeedCursor, type FeedCursor } from '../../changes/feed-cursor.ts';
import type { Snapshot } from '../../db/session.ts';
import { AppError } from '../../errors.ts';
import { checkFiles, type FileFinding } from './check-files.ts';
import { type Compared, compareMonths } from './compare-months.ts';
import type { LakeMaking } from './lake-making.ts';
import { type Manifest, readLatest } from './manifest.ts';

export type Verdict = Compared & {
  manifest: Manifest;
  /** What is wrong with files; where there is something, the rows were not compared. */
  files: readonly FileFinding[];
};

/**
 * Compares the lake with the database at one moment, month by month, each by a sum over all of its rows.
 * @throws AppError `not_found` where there is no lake; `gone` where nobody knows what was changed since it was brought up
 */
export async function verifyLake(making: LakeMaking, signal?: AbortSignal): Promise<Verdict> {
  const manifest = await readLatest(making.store); // before the snapshot, so that this has all that the lake has
  if (!manifest) throw new AppError('not_found', 'There is no lake: make it with pricetrail lake rebuild.');
  const cursor = decodeFeedCursor(manifest.cursor, 'cursor');
  const none = { prices: [], listings: [], compared: { prices: 0, states: 0 }, leftOut: 0 };
  const files = await checkFiles(making, manifest, signal);
  return await making.db.snapshot(async (snapshot) => {
    await assertFollows(snapshot, cursor);
    if (files.length > 0) return { ...none, manifest, files };
    return { manifest, files, ...(await compareMonths(making, { snapshot, layers: manifest.layers, cursor, signal })) };
  });
}

async function assertFollows(snapshot: Snapshot, cursor: FeedCursor): Promise<void> {
  try {
    assertKept(cursor, await selectEnd(snapshot));
  } catch (cause) {
    const message = 'Nobody knows any more what was changed after the lake: make it anew with pricetrail lake rebuild.';
    throw cause instanceof AppError ? new AppError('gone', message, { cause }) : cause;
  }
}
