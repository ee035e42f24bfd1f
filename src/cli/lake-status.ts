import type { Config } from '../config/config.ts';
import { isDamaged } from '../market/lake/damaged-files.ts';
import { type LakeStatus, lakeStatus } from '../market/lake/lake-status.ts';
import { filesOf, type Layer, type Manifest } from '../market/lake/manifest.ts';
import type { ExitStatus } from './run-command.ts';
import { inFigures, inMegabytes, withLakeToRead } from './with-lake.ts';

const damage =
  '  files     some are missing or cut short: pricetrail lake verify names them, lake rebuild makes the lake anew';

/** Says where the lake is, and how far. Exit status 1 where there is none, or it is not whole. */
export async function status(config: Config): Promise<ExitStatus> {
  return await withLakeToRead(config, async ({ making }) => {
    const found = await lakeStatus(making);
    const damaged = found !== undefined && (await isDamaged(making.store, found.manifest));
    const what = found ? described(found) : ['  There is no lake yet.'];
    const lines = [`  place     ${making.store.place}`, ...what, ...(damaged ? [damage] : [])];
    for (const line of lines) process.stdout.write(`${line}\n`);
    return found && !damaged ? 0 : 1;
  });
}

function described({ manifest, behind }: LakeStatus): string[] {
  const lag = Math.max(0, (Date.now() - Date.parse(manifest.as_of)) / 1_000).toFixed(1);
  return [
    `  manifest  ${manifest.number}`,
    `  as of     ${manifest.as_of}, ${lag} s ago`,
    `  behind    ${behindOf(behind)}`,
    `  size      ${inFigures(filesOf(manifest).length)} files, ${inMegabytes(bytesOf(manifest))}`,
    ...manifest.layers.map((layer) => `  layer     ${layerLine(layer)}`),
  ];
}

function behindOf(behind: number | undefined): string {
  if (behind === undefined) return 'nobody knows what was changed since: it is made anew by a worker, or lake rebuild';
  if (behind === 0) return 'nothing was changed since';
  return `${inFigures(behind)} ${behind === 1 ? 'listing was' : 'listings were'} changed since`;
}

function bytesOf({ layers }: Manifest): number {
  return layers.reduce((sum, { bytes }) => sum + bytes, 0);
}

function layerLine({ number, rows, bytes, deleted_at: deletedAt }: Layer): string {
  const counts = `${inFigures(rows.prices)} prices, ${inFigures(rows.listings)} states, ${inFigures(rows.replaced)} replaced`;
  const deleted = deletedAt === undefined ? '' : `, leaves out deleted listings since ${deletedAt}`;
  return `${number}: ${counts}, ${inMegabytes(bytes)}${deleted}`;
}
