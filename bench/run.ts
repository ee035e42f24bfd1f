import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeMachine } from './machine.ts';
import type { Measure } from './measure.ts';
import { measureFeed } from './measure-feed.ts';
import { measureImport } from './measure-import.ts';
import { measureLargeImport } from './measure-large-import.ts';
import { measurePast } from './measure-past.ts';
import { measureStart } from './measure-start.ts';
import { measureSpeed } from './speed/measure-speed.ts';

// npm run bench -- service|large|feed|past …: measures from outside, as whole processes, and writes bench/results. `large` is
// the import of 3.5 million lines, `past` needs a book of 3.5 million prices: each takes minutes.

const suites: Readonly<Record<string, { title: string; measure: () => Promise<Measure[]> }>> = {
  service: { title: 'The service', measure: async () => [...(await measureStart()), ...(await measureImport())] },
  large: { title: 'A large import', measure: measureLargeImport },
  feed: { title: 'The feed, with and without partitions', measure: measureFeed },
  speed: { title: 'Speed', measure: measureSpeed },
  past: { title: 'Questions about the past', measure: measurePast },
};

const folder = fileURLToPath(new URL('./results/', import.meta.url));
const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in suites));
if (unknown !== undefined) throw new Error(`${unknown} is none of ${Object.keys(suites).join(', ')}`);

for (const name of names.length > 0 ? names : ['service']) {
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
