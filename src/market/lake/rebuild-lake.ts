import { drawRows, withDrawn } from './draw-rows.ts';
import { readEnd } from './feed-moment.ts';
import { atMoment, type LakeMaking, type MakingOptions, type Step, storeStep } from './lake-making.ts';
import { makeLayer } from './make-layer.ts';
import { latestNumber, type Manifest } from './manifest.ts';

/**
 * Makes the lake anew, from all that the database has at a moment, whatever there was of it before.
 * @returns undefined: another process is at it
 */
export async function rebuildLake(making: LakeMaking, options: MakingOptions = {}): Promise<Step> {
  const { store } = making;
  return await atMoment(making, async (snapshot, settled) => {
    const number = (await latestNumber(store)) + 1;
    const { cursor, asOf } = await readEnd(snapshot, settled);
    const layer = await withDrawn(
      store.workshop,
      (paths) => drawRows(snapshot, paths, { ...options, listings: undefined }),
      (drawn) => makeLayer(making, { number, drawn, merged: [], isFirst: true, signal: options.signal }),
    );
    const manifest: Manifest = { format: 1, number, cursor, as_of: asOf, layers: [layer] };
    return await storeStep(making, { manifest, more: false });
  });
}
