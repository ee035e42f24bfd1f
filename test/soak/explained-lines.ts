import { readFile } from 'node:fs/promises';

const manual = new URL('../../docs/operations.md', import.meta.url);

/** How the lines of the log begin that the operations manual explains; `…` stands for whatever there is. */
export async function explainedLines(): Promise<string[]> {
  const [, section = ''] = /^### Logs\n([\s\S]*?)^### /m.exec(await readFile(manual, 'utf8')) ?? [];
  const firstCells = section
    .split('\n')
    .flatMap((line) => (line.startsWith('| `') ? (line.split(' | ')[0] ?? '') : []));
  const lines = firstCells.flatMap((cell) =>
    [...cell.matchAll(/`([^`…]+)(?:…[^`]*)?`/g)].map(([, beginning = '']) => beginning),
  );
  if (lines.length === 0) throw new Error('docs/operations.md has no table of lines of the log');
  return lines;
}
