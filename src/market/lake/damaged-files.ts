import type { LakeStore } from './lake-store.ts';
import type { Layer, Manifest } from './manifest.ts';

/** Whether files that count are not there, or together not as large as they were made; what is in them nobody looks at. */
export async function isDamaged(store: LakeStore, { layers }: Manifest): Promise<boolean> {
  const stored = (await Promise.all(['prices', 'listings', 'replaced'].map((folder) => store.list(folder)))).flat();
  const sizes = new Map(stored.map(({ name, bytes }) => [name, bytes]));
  return layers.some((layer) => sizeOf(layer, sizes) !== layer.bytes);
}

function sizeOf({ prices, listings, replaced }: Layer, sizes: ReadonlyMap<string, number>): number {
  return [...prices, ...listings, ...replaced].reduce((sum, name) => sum + (sizes.get(name) ?? Number.NaN), 0);
}
