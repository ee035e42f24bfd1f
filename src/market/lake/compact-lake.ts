import { withDrawn } from './draw-rows.ts';
import { atMoment, type LakeMaking, type MakingOptions, type Step, storeStep } from './lake-making.ts';
import { makeLayer } from './make-layer.ts';
import type { Manifest } from './manifest.ts';

/** Makes all layers one: what was deleted is in no file that counts then. @returns undefined: another process is at it */
export async function compactLake(
  making: LakeMaking,
  manifest: Manifest,
  { signal }: MakingOptions = {},
): Promise<Step> {
  if (manifest.layers.length === 1) return { manifest, more: false };
  return await atMoment(making, async () => {
    const number = manifest.number + 1;
    const layer = await withDrawn(
      making.store.workshop,
      async () => {},
      (drawn) => makeLayer(making, { number, drawn, merged: manifest.layers, isFirst: true, signal }),
    );
    return await storeStep(making, { manifest: { ...manifest, number, layers: [layer] }, more: false });
  });
}
