import type { Config } from '../config/config.ts';
import { type MonthDifference, type MonthFigures, monthName } from '../market/lake/month-figures.ts';
import { type Verdict, verifyLake } from '../market/lake/verify-lake.ts';
import type { ExitStatus } from './run-command.ts';
import { inFigures, withLakeToRead } from './with-lake.ts';

/** Compares the lake with the database. Exit status 1 if something differs. */
export async function verify(config: Config): Promise<ExitStatus> {
  return await withLakeToRead(config, async ({ making, signal, shown }) => {
    const begun = performance.now();
    shown.update('comparing the lake with the database');
    const verdict = await verifyLake(making, signal);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    shown.done();
    const found = findings(verdict);
    for (const line of [...found, end(verdict, found.length === 0, seconds)]) process.stdout.write(`${line}\n`);
    return found.length > 0 ? 1 : 0;
  });
}

function findings({ files, prices, listings }: Verdict): string[] {
  return [
    ...files.map(({ name, what }) => `  ${name} ${what}`),
    ...table('prices', prices, priceFigures),
    ...table('listings', listings, stateFigures),
  ];
}

/** A line for each side of each month. */
function table(
  what: string,
  differences: readonly MonthDifference[],
  told: (figures: MonthFigures) => string,
): string[] {
  const line = (side: string, figures: MonthFigures | undefined) =>
    `${side.padEnd(10)}${figures ? told(figures) : 'nothing'}`;
  return differences.flatMap(({ month, database, lake }) => [
    `  ${what.padEnd(10)}${monthName(month)}   ${line('database', database)}`,
    `${' '.repeat(22)}${line('lake', lake)}`,
  ]);
}

function priceFigures({ count, void: voids, sum, hash }: MonthFigures): string {
  return `${padded(count)} prices ${padded(voids)} void ${sum.padStart(22)} EUR   hash ${hash}`;
}

function stateFigures({ count, hash }: MonthFigures): string {
  return `${padded(count)} states   hash ${hash}`;
}

function padded(count: number): string {
  return inFigures(count).padStart(10);
}

function end({ manifest, files, compared, leftOut }: Verdict, agrees: boolean, seconds: string): string {
  const at = `manifest ${manifest.number}, as of ${manifest.as_of}`;
  const what = `${inFigures(compared.prices)} prices and ${inFigures(compared.states)} states of listings`;
  const without = leftOut === 0 ? '' : `, without ${inFigures(leftOut)} listings that were changed since`;
  if (files.length > 0) return `The lake cannot be read (${at}): make it anew with pricetrail lake rebuild.`;
  if (agrees) return `The lake agrees with the database: ${what}${without} (${at}; ${seconds} s).`;
  return `The lake differs from the database (${at}): make it anew with pricetrail lake rebuild.`;
}
