import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeMachine } from './machine.ts';
import type { Measure } from './measure.ts';
import { measureImport } from './measure-import.ts';
import { measureLargeImport } from './measure-large-import.ts';
import { measureStart } from './measure-start.ts';

// npm run bench [-- large]: measures the service from outside, as whole processes, and writes bench/results.
// `large` adds the import of 3.5 million lines, which takes minutes.

const folder = fileURLToPath(new URL('./results/', import.meta.url));
const measures: Measure[] = [...(await measureStart()), ...(await measureImport())];
if (process.argv.includes('large')) measures.push(...(await measureLargeImport()));

const result = { machine: await describeMachine(), measured: new Date().toISOString().slice(0, 10), measures };
await mkdir(folder, { recursive: true });
await writeFile(`${folder}service.json`, `${JSON.stringify(result, undefined, 2)}\n`);
await writeFile(`${folder}service.md`, asMarkdown());
process.stdout.write(asMarkdown());

function asMarkdown(): string {
  const rows = measures.map(({ name, values, unit, target }) => {
    const sorted = values.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    return `| ${name} | ${format(median)} ${unit} | ${values.map(format).join(', ')} | ${target} |`;
  });
  const head = ['| measure | median | runs | must reach |', '| --- | --- | --- | --- |'];
  return `# The service\n\n${result.machine}; ${result.measured}.\n\n${[...head, ...rows].join('\n')}\n`;
}

function format(value: number): string {
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }).format(value);
}
