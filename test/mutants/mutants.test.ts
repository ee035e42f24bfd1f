import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

test('each mutant has a name of its own, fits the sources, and names tests that are there', async () => {
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  for (const { name, edits, tests } of mutants) {
    for (const { file, from } of edits) {
      const text = await readFile(`${root}${file}`, 'utf8');
      assert.equal(text.split(from).length, 2, `${name}: ${file} has this text once: ${from}`);
    }
    for (const file of tests) assert.ok(existsSync(`${root}test/${file}`), `${name}: test/${file}`);
  }
});
