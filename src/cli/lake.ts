import type { Config } from '../config/config.ts';
import { compactLake } from '../market/lake/compact-lake.ts';
import { type Manifest, readLatest } from '../market/lake/manifest.ts';
import { rebuildLake } from '../market/lake/rebuild-lake.ts';
import type { ExitStatus } from './run-command.ts';
import { inFigures, inMegabytes, takeTurn, withLake } from './with-lake.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Makes the lake anew from all that the database has. */
export async function rebuild(config: Config): Promise<ExitStatus> {
  return await withLake(config, async (work) => {
    const { making, signal, shown } = work;
    let bytes = 0;
    const onBytes = (count: number) => {
      bytes += count;
      shown.update(`drawn from the database: ${inMegabytes(bytes)}`);
    };
    const begun = performance.now();
    const manifest = await takeTurn(work, async () => await rebuildLake(making, { signal, onBytes }));
    const seconds = (performance.now() - begun) / 1_000;
    const { prices } = sizeOf(manifest);
    const rate = inFigures(Math.round(prices / seconds));
    print(`Made anew: ${described(manifest)}, in ${seconds.toFixed(1)} s (${rate} prices/s).`);
    return 0;
  });
}

/** Makes all layers one. */
export async function compact(config: Config): Promise<ExitStatus> {
  return await withLake(config, async (work) => {
    const { making, signal } = work;
    const before = await readLatest(making.store);
    if (!before) {
      print('There is no lake yet: make it with pricetrail lake rebuild.');
      return 1;
    }
    let latest = before;
    const manifest = await takeTurn(work, async () => {
      latest = (await readLatest(making.store)) ?? latest;
      return await compactLake(making, latest, { signal });
    });
    const { layers } = latest;
    if (layers.length === 1) print(`It is one layer already: ${described(manifest)}.`);
    else print(`Made one of ${layers.length} layers: ${described(manifest)}. What was there before goes in an hour.`);
    return 0;
  });
}

function described(manifest: Manifest): string {
  const { prices, states, bytes } = sizeOf(manifest);
  return `${inFigures(prices)} prices and ${inFigures(states)} states of listings, ${inMegabytes(bytes)}`;
}

function sizeOf({ layers }: Manifest): { prices: number; states: number; bytes: number } {
  const sum = (of: (layer: Manifest['layers'][number]) => number) => layers.reduce((all, each) => all + of(each), 0);
  return {
    prices: sum(({ rows }) => rows.prices),
    states: sum(({ rows }) => rows.listings),
    bytes: sum((layer) => layer.bytes),
  };
}
