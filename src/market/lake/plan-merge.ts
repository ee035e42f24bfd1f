import type { Layer } from './manifest.ts';

/** The later layers have at most this share of the first one's prices, or so many. */
const share = 0.1;
const fewPrices = 20_000;
/** Deleted listings are out of all files after so long, in ms, and a while of use (clean-lake.ts). */
export const deletedKeptMs = 20 * 3_600_000;

/**
 * Which layers a new one is made one with, so that there are few of them and each row is seldom written again: as long as
 * the one before is not more than twice as large, it is; a price is written again once for each doubling of what came after
 * it. All become one where the later ones have grown, or have left out deleted listings for long.
 * @param fresh how many prices the new layer has
 * @param now in UTC milliseconds
 * @returns the index of the first of them; the number of layers: none
 */
export function planMerge(layers: readonly Layer[], fresh: number, now: number): number {
  const [first, ...later] = layers;
  if (!first) return 0;
  const all = later.reduce((sum, { rows }) => sum + rows.prices, fresh);
  if (all > Math.max(fewPrices, first.rows.prices * share) || isOverdue(later, now)) return 0;
  let from = layers.length;
  let merged = Math.max(1, fresh);
  for (let layer = layers[from - 1]; from > 1 && layer && layer.rows.prices <= 2 * merged; layer = layers[from - 1]) {
    merged += layer.rows.prices;
    from -= 1;
  }
  return from;
}

/** Whether what was deleted has to leave the files now. */
export function isOverdue(layers: readonly Layer[], now: number): boolean {
  return layers.some(({ deleted_at: at }) => at !== undefined && now - Date.parse(at) > deletedKeptMs);
}
