import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '../../bench/machine.ts';

const results = fileURLToPath(new URL('../../bench/results/', import.meta.url));

/** Of an API key what lets somebody in: requests that are quoted bring some. */
const secretOfKey = /(pt_[a-z0-9]+)_[\w-]+/gi;

/** Writes what was measured to `bench/results/<name>.json`, with the machine and the day, and prints it. */
export async function keepFigures(name: string, figures: object): Promise<void> {
  const measured = new Date().toISOString().slice(0, 10);
  const whole = JSON.stringify({ machine: await describeMachine(), measured, ...figures }, undefined, 2);
  const text = whole.replace(secretOfKey, '$1_…');
  await mkdir(results, { recursive: true });
  await writeFile(`${results}${name}.json`, `${text}\n`);
  print(text);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
