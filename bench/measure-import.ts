import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Measure } from './measure.ts';
import { runCommand, withDataDir } from './measured-process.ts';

const runs = 3;
const file = fileURLToPath(new URL('../../shared/data/ireland-register.ndjson.gz', import.meta.url));

/** The Irish file (docs/data.md) into an empty database: by the command's own clock, the start of the database apart. */
export async function measureImport(): Promise<Measure[]> {
  if (!existsSync(file)) {
    process.stderr.write(`Not measured: the import of ${file}, which is not there.\n`);
    return [];
  }
  const rates: number[] = [];
  const again: number[] = [];
  const peaks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await withDataDir(async (settings) => {
      const first = await runCommand(['import', file], settings);
      rates.push(rateOf(first.printed));
      peaks.push(first.peakMb);
      again.push(rateOf((await runCommand(['import', file], settings)).printed));
    });
  }
  return [
    {
      name: 'import of 101,350 lines into an empty database',
      unit: 'lines/s',
      values: rates,
      target: 'at least 15,000',
    },
    { name: 'the same file again', unit: 'lines/s', values: again, target: '' },
    { name: 'importing process, peak resident', unit: 'MB', values: peaks, target: 'at most 300 MB' },
  ];
}

/** The rate in the summary of an import. */
export function rateOf(summary: string): number {
  const rate = /([\d,]+) lines\/s/.exec(summary)?.[1];
  if (rate === undefined) throw new Error(`no rate in: ${summary}`);
  return Number(rate.replaceAll(',', ''));
}
