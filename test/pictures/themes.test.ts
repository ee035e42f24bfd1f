import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { colours } from '../../src/pictures/themes.ts';

test('pictures have the colours of the page', async () => {
  const tokens = await readFile(new URL('../../ui/src/style/tokens.css', import.meta.url), 'utf8');
  for (const [name, [light, dark]] of Object.entries(colours)) {
    assert.ok(tokens.includes(`--${name}: light-dark(${light}, ${dark});`), name);
  }
});
