import { drawRows, withDrawn } from './draw-rows.ts';
import { readTouched } from './feed-moment.ts';
import { atMoment, type LakeMaking, type MakingOptions, type Step, storeStep } from './lake-making.ts';
import { makeLayer } from './make-layer.ts';
import type { Layer, Manifest } from './manifest.ts';
import { planMerge } from './plan-merge.ts';

/** A listing of a usual book has about so many. */
const pricesEach = 12;

/**
 * Brings the lake one step on: all there is of the listings that were changed after its cursor is a new layer, and the next
 * manifest names it, with the cursor of that moment. Whatever ends it in between leaves files that nobody knows of.
 *
 *   manifest n ──▶ snapshot: touched listings ──▶ their rows ──▶ layer ──▶ [manifest n + 1, unless somebody made it]
 *
 * @param manifest the lake as it was before the moment of the snapshot
 * @throws AppError `gone` where nobody knows any more what followed its cursor: the lake has to be rebuilt
 */
export async function followFeed(making: LakeMaking, manifest: Manifest, options: MakingOptions = {}): Promise<Step> {
  return await atMoment(making, async (snapshot, settled) => {
    const { listings, cursor, asOf, more } = await readTouched(snapshot, { cursor: manifest.cursor, settled });
    if (listings.length === 0) return { manifest, more: false };
    const layers = await withDrawn(
      making.store.workshop,
      (paths) => drawRows(snapshot, paths, { ...options, listings }),
      (drawn) => layersWith(making, { manifest, drawn, fresh: listings.length * pricesEach, ...options }),
    );
    const next = { ...manifest, number: manifest.number + 1, cursor, as_of: asOf ?? manifest.as_of, layers };
    return await storeStep(making, { manifest: next, more });
  });
}

type NewLayer = { manifest: Manifest; drawn: Parameters<typeof makeLayer>[1]['drawn']; fresh: number } & MakingOptions;

/** The layers of a manifest and one more, or fewer where it is made one with some of them. */
async function layersWith(making: LakeMaking, { manifest, drawn, fresh, signal }: NewLayer): Promise<Layer[]> {
  const from = planMerge(manifest.layers, fresh, Date.now());
  const merged = manifest.layers.slice(from);
  const layer = await makeLayer(making, { number: manifest.number + 1, drawn, merged, isFirst: from === 0, signal });
  return [...manifest.layers.slice(0, from), layer];
}
