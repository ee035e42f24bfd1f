import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Snapshot } from '../../db/session.ts';
import { type Listings, pricesQuery, statesQuery } from './book-rows.sql.ts';
import type { DrawnPaths } from './layer-files.sql.ts';

export type DrawOptions = {
  /** Whose rows; of some of them there may be none any more. Undefined: all there are. */
  listings: Listings;
  /** Told of how many more bytes were drawn. */
  onBytes?: ((count: number) => void) | undefined;
  signal?: AbortSignal | undefined;
};

/**
 * Has the work done with everything that the database knows of listings at a moment, in files that are removed after it.
 * @param folder of these files
 */
export async function withDrawn<T>(
  folder: string,
  draw: (paths: DrawnPaths) => Promise<void>,
  work: (paths: DrawnPaths) => Promise<T>,
): Promise<T> {
  const path = (what: string) => join(folder, `${randomUUID()}-${what}.csv`);
  const paths: DrawnPaths = { ids: path('ids'), prices: path('prices'), states: path('states') };
  try {
    await mkdir(folder, { recursive: true }); // somebody may have thrown the lake away
    for (const each of Object.values(paths)) await writeFile(each, '');
    await draw(paths);
    return await work(paths);
  } finally {
    for (const each of Object.values(paths)) await rm(each, { force: true });
  }
}

/** The rows go to the files as they come: nothing of them is looked at here. */
export async function drawRows(
  snapshot: Snapshot,
  paths: DrawnPaths,
  { listings, onBytes, signal }: DrawOptions,
): Promise<void> {
  const draw = async (query: string, path: string) => {
    const counted = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        onBytes?.(chunk.length);
        yield chunk;
      }
    };
    await pipeline(snapshot.copyOut(query, 'csv'), counted, createWriteStream(path), signal ? { signal } : {}).catch(
      (error) => {
        throw signal?.aborted ? signal.reason : error;
      },
    );
  };
  if (listings) await writeFile(paths.ids, listings.map((id) => `${id}\n`).join(''));
  await draw(statesQuery(listings), paths.states);
  await draw(pricesQuery(listings), paths.prices);
}
