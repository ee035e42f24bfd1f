import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { measureLive } from './live/measure-live.ts';
import { measureWebhooks } from './live/measure-webhooks.ts';
import { describeMachine } from './machine.ts';
import { measureMarket } from './market/measure-market.ts';
import type { Measure } from './measure.ts';
import { measureExports } from './measure-exports.ts';
import { measureFeed } from './measure-feed.ts';
import { measureImport } from './measure-import.ts';
import { measureLake } from './measure-lake.ts';
import { measureLargeImport } from './measure-large-import.ts';
import { measurePast } from './measure-past.ts';
import { measureStart } from './measure-start.ts';
import { measurePage } from './page/measure-page.ts';
import { measureLarge } from './speed/measure-large.ts';
import { measureSpeed } from './speed/measure-speed.ts';

// npm run bench: measures from outside, as whole processes, and writes bench/results: `speed`, everything side by side at a
// book of 3.5 million prices, and `service`, start and import; with `-- --large` also `large`, ten times that book. Each goes by
// its name, too, as do `import`, of 3.5 million lines, `feed`, `live`, `webhooks`, `exports`, `lake`, `market`, `page` and `past`. They take minutes, a new book of 35 million prices an hour.

const isLarge = process.argv.includes('--large');

const suites: Readonly<Record<string, { title: string; measure: () => Promise<Measure[]> }>> = {
  service: { title: 'The service', measure: measureService },
  import: { title: 'A large import', measure: measureLargeImport },
  feed: { title: 'The feed, with and without partitions', measure: measureFeed },
  speed: { title: 'Speed', measure: async () => await measureSpeed(usual) },
  large: { title: 'Ten times the book', measure: async () => await measureLarge(usual) },
  live: { title: 'Live changes', measure: measureLive },
  webhooks: { title: 'Webhooks', measure: measureWebhooks },
  exports: { title: 'Exports', measure: async () => await measureExports(usual) },
  market: { title: 'Market figures', measure: async () => await measureMarket(usual) },
  lake: { title: 'The lake', measure: async () => await measureLake(usual) },
  page: { title: 'The page', measure: async () => await measurePage(usual) },
  past: { title: 'Questions about the past', measure: measurePast },
};

/** The size of a national portal. */
const usual = { listings: 300_000, prices: 3_500_000 };

const folder = fileURLToPath(new URL('./results/', import.meta.url));
const names = process.argv.slice(2).filter((name) => name !== '--large');
const unknown = names.find((name) => !(name in suites));
if (unknown !== undefined) {
  process.stderr.write(
    `${unknown} is none of ${Object.keys(suites).join(', ')}; -- --large measures ten times the book, too\n`,
  );
  process.exit(2);
}

for (const name of names.length > 0 ? names : ['speed', 'service', ...(isLarge ? ['large'] : [])]) {
  const { title, measure } = suites[name] ?? {};
  if (!title || !measure) continue;
  const measures = await measure();
  const result = { machine: await describeMachine(), measured: new Date().toISOString().slice(0, 10), measures };
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}${name}.json`, `${JSON.stringify(result, undefined, 2)}\n`);
  await writeFile(`${folder}${name}.md`, asMarkdown(title, result));
  process.stdout.write(asMarkdown(title, result));
}

function asMarkdown(
  title: string,
  { machine, measured, measures }: { machine: string; measured: string; measures: Measure[] },
) {
  const rows = measures.map(({ name, values, unit, target }) => {
    const sorted = values.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    return `| ${name} | ${format(median)} ${unit} | ${values.map(format).join(', ')} | ${target} |`;
  });
  const head = ['| measure | median | runs | must reach |', '| --- | --- | --- | --- |'];
  return `# ${title}\n\n${machine}; ${measured}.\n\n${[...head, ...rows].join('\n')}\n`;
}

function format(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value);
}

async function measureService(): Promise<Measure[]> {
  return [...(await measureStart()), ...(await measureImport())];
}
